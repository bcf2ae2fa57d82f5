using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring.People;

namespace StreamLift.Poses.Tests.Scoring.People;

public class PeopleScoreTests
{
    [Fact]
    public void Exact_people_have_no_error_and_every_identity()
    {
        var score = new PeopleScore();
        for (var i = 0; i < 10; i++)
            score.Add("hall", [True(0, 100 * i), True(1, 2000)], [Found(7, 100 * i), Found(8, 2000)]);
        var scores = score.Finish();
        Assert.Equal((0, 0, 1, 1), (scores.Absolute, scores.Relative, scores.Pcp, scores.Idf1));
        Assert.Equal((0, 0L, 0L, 10), (scores.IdSwitches, scores.Missing, scores.Ghosts, scores.Frames));
        Assert.Equal(1, scores.SigmaWithin1);
        Assert.Equal(0, scores.Step);
        Assert.Equal("""{"absolute":0,"relative":0,"pcp":1,"idf1":1,"idSwitches":0,"missing":0,"ghosts":0,"frames":10,"sigmaWithin1":1}""", scores.ToJson());
    }

    [Fact]
    public void Shifted_person_has_an_absolute_error_and_none_relative_to_the_hip()
    {
        var score = new PeopleScore();
        score.Add("hall", [True(0, 0)], [Found(1, 60)]);
        var scores = score.Finish();
        Assert.Equal(60, scores.Absolute, 3);
        Assert.Equal(0, scores.Relative, 3);
        // x is off by 60 mm where sigma is 10 mm; y and z are right.
        Assert.Equal(2 / 3.0, scores.SigmaWithin1, 6);
    }

    [Fact]
    public void Person_half_a_metre_away_is_missing_and_a_ghost()
    {
        var score = new PeopleScore();
        score.Add("hall", [True(0, 0), True(1, 5000)], [Found(1, 499), Found(2, 5501)]);
        var scores = score.Finish();
        Assert.Equal((1L, 1L), (scores.Missing, scores.Ghosts));
        Assert.Equal(499, scores.Absolute, 2);
        // Of the four, the pair within reach has the right identity.
        Assert.Equal(0.5, scores.Idf1);
    }

    [Fact]
    public void Person_who_is_followed_keeps_the_track_although_another_is_nearer()
    {
        var score = new PeopleScore();
        score.Add("hall", [True(0, 0)], [Found(1, 0)]);
        score.Add("hall", [True(0, 0)], [Found(1, 300), Found(2, 10)]);
        Assert.Equal(0, score.Finish().IdSwitches);
        Assert.Equal(150, score.Finish().Absolute, 2);
    }

    [Fact]
    public void Changed_track_is_a_switch_also_after_a_gap()
    {
        var score = new PeopleScore();
        for (var i = 0; i < 100; i++)
            score.Add("hall", [True(0, 0)], i is >= 50 and < 60 ? [] : [Found(i < 60 ? 1 : 2, 0)]);
        var scores = score.Finish();
        Assert.Equal((1, 10L, 0L), (scores.IdSwitches, scores.Missing, scores.Ghosts));
        // The longer track has 50 of 100 true and 90 found people.
        Assert.Equal(2 * 50 / 190.0, scores.Idf1, 9);
    }

    [Fact]
    public void Exchanged_tracks_are_two_switches_and_cost_the_shorter_part_of_the_identities()
    {
        var score = new PeopleScore();
        for (var i = 0; i < 100; i++)
            score.Add("hall", [True(0, 0), True(1, 3000)], [Found(i < 70 ? 1 : 2, 0), Found(i < 70 ? 2 : 1, 3000)]);
        var scores = score.Finish();
        Assert.Equal(2, scores.IdSwitches);
        Assert.Equal(0.7, scores.Idf1, 9);
    }

    [Fact]
    public void Same_ids_in_two_rigs_are_different_people()
    {
        var score = new PeopleScore();
        for (var i = 0; i < 10; i++)
        {
            score.Add("a", [True(0, 0)], [Found(1, 0)]);
            score.Add("b", [True(0, 0)], [Found(9, 0)]);
        }
        Assert.Equal((1, 0), (score.Finish().Idf1, score.Finish().IdSwitches));
    }

    [Fact]
    public void Instants_without_a_record_count_as_missing_people()
    {
        var score = new PeopleScore();
        score.Add("hall", [True(0, 0)], [Found(1, 0)]);
        score.AddWithoutRecord("hall", [True(0, 0)]);
        var scores = score.Finish();
        Assert.Equal((1L, 1, 0.5), (scores.Missing, scores.Frames, scores.Pcp));
        Assert.Equal(2 / 3.0, scores.Idf1, 9);
    }

    [Fact]
    public void Part_is_right_where_its_ends_are_off_by_half_its_length_on_average()
    {
        var truth = True(0, 0).Joints;
        var moved = (float[])truth.Clone();
        moved[3 * Skeletons.H36m17.IndexOf("LWrist")] += 460; // forearm 460 mm: mean of 0 and 460 is 230
        Assert.Equal(BodyParts.Count, BodyParts.Right(moved, truth));
        moved[3 * Skeletons.H36m17.IndexOf("LWrist")] += 5;
        Assert.Equal(BodyParts.Count - 1, BodyParts.Right(moved, truth));
    }

    [Fact]
    public void Joints_are_told_apart_by_where_they_come_from()
    {
        var score = new PeopleScore();
        var found = Found(1, 0) with { Source = [.. "ttttttttttttlllpp"u8], Smooth = True(0, 30).Joints };
        found.Joints[3 * 15] += 40; // a predicted joint
        score.Add("hall", [True(0, 0)], [found]);
        var scores = score.Finish();
        Assert.Equal(['t', 'l', 'p'], scores.Sources.Select(source => source.Source));
        Assert.Equal([12 / 17.0, 3 / 17.0, 2 / 17.0], scores.Sources.Select(source => source.Share));
        Assert.Equal([0, 0, 20], scores.Sources.Select(source => Math.Round(source.Absolute, 3)));
        Assert.Equal(5 / 6.0, scores.Sources[2].SigmaWithin1, 9);
        Assert.Equal(30, scores.Smooth!.Value.Absolute, 3);
        Assert.Contains("predicted     11.8 %      20.00", scores.ToText());
        Assert.Contains("smoothed", scores.ToText());
    }

    [Fact]
    public void Nobody_matched_gives_null_and_no_perfect_score()
    {
        var score = new PeopleScore();
        score.Add("hall", [True(0, 0)], []);
        Assert.Equal(
            """{"absolute":null,"relative":null,"pcp":0,"idf1":0,"idSwitches":0,"missing":1,"ghosts":0,"frames":1,"sigmaWithin1":null}""",
            score.Finish().ToJson()
        );
        Assert.StartsWith("nobody of the truth was found\n\ninstants: 1; IDF1 0.0 %", score.Finish().ToText().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(499f, false)]
    [InlineData(501f, true)]
    public void People_out_of_the_truth_s_reach_are_nobody_matched(float off, bool isNobodyMatched)
    {
        var score = new PeopleScore();
        score.Add("hall", [True(0, 0)], [Found(1, off)]);
        Assert.Equal(isNobodyMatched, score.Finish().IsNobodyMatched);
    }

    [Fact]
    public void Jitter_is_in_the_steps_and_not_in_the_mean_error()
    {
        var score = new PeopleScore();
        for (var i = 0; i < 101; i++)
            score.Add("hall", [True(0, 0)], [Found(1, i % 2 == 0 ? 10 : -10)]);
        Assert.Equal(10, score.Finish().Absolute, 3);
        Assert.Equal(20, score.Finish().Step, 3);
    }

    // Every joint 460 mm along z from its parent, so that each part is 460 mm long or longer.
    private static TruePerson True(long id, float x)
    {
        var joints = new float[51];
        for (var joint = 0; joint < 17; joint++)
            (joints[3 * joint], joints[(3 * joint) + 2]) = (x, 460 * Depth(joint));
        return new TruePerson(id, joints);
    }

    private static int Depth(int joint) => joint == 0 ? 0 : 1 + Depth(Skeletons.H36m17.Parents[joint]);

    private static FoundPerson Found(long id, float x) =>
        new(id, True(id, x).Joints, [.. Enumerable.Repeat(10f, 17)], [.. Enumerable.Repeat((byte)'t', 17)], null);
}
