using System.Text.Json;
using StreamLift.Host.People;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.People;

public sealed class PeopleEvaluationTests : IDisposable
{
    private const double Start = 1_767_225_600_000;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Records_between_the_truth_s_instants_are_compared_with_the_interpolated_person()
    {
        var evaluation = new PeopleEvaluation(Truth(3000, 40));
        for (var i = 0; i < 100; i++)
            evaluation.Add(Record(i, 13 + (29.5 * i), shift: 5));
        var scores = evaluation.Finish();
        Assert.Equal((100, 0L, 0L, 0), (scores.Frames, scores.Missing, scores.Ghosts, scores.IdSwitches));
        Assert.Equal(5, scores.Absolute, 0.02);
        Assert.Equal(0, scores.Relative, 0.02);
        Assert.Equal((1, 0), (scores.Idf1, evaluation.MissingInstants));
        Assert.Empty(evaluation.Notes);
    }

    [Fact]
    public void Gap_in_the_records_counts_as_missing_instants_and_people()
    {
        var evaluation = new PeopleEvaluation(Truth(4000, 20));
        for (var i = 0; i < 200; i++)
            if (i is < 60 or >= 80)
                evaluation.Add(Record(i, 20 * i));
        var scores = evaluation.Finish();
        Assert.Equal((20L, 20L, 180), (evaluation.MissingInstants, scores.Missing, scores.Frames));
        Assert.Contains("rig hall: 20 numbers of the sequence without a record on the topic", evaluation.Notes);
    }

    [Fact]
    public void Truth_that_goes_on_for_more_than_a_second_is_missing_and_less_is_not()
    {
        foreach (var (length, missing) in new[] { (2900, 0L), (4000, 100L) })
        {
            var evaluation = new PeopleEvaluation(Truth(length, 20));
            for (var i = 0; i <= 100; i++)
                evaluation.Add(Record(i, 20 * i));
            evaluation.Finish();
            Assert.Equal(missing, evaluation.MissingInstants, 1.0);
        }
    }

    [Fact]
    public void Records_that_repeat_an_instant_are_left_out_with_a_note()
    {
        var evaluation = new PeopleEvaluation(Truth(2000, 20));
        for (var round = 0; round < 2; round++)
        for (var i = 0; i < 90; i++)
            evaluation.Add(Record(i, 20 * i));
        Assert.Equal(90, evaluation.Finish().Frames);
        Assert.StartsWith("rig hall: 90 records left out: an instant repeats or time goes back", Assert.Single(evaluation.Notes));
    }

    [Theory]
    [InlineData(3_600_000, "the records are 60 min later")]
    [InlineData(-3_600_000, "the records are 60 min earlier")]
    [InlineData(-90_000_000, "the records are 25.0 h earlier")]
    public void Truth_of_another_time_is_refused_with_the_difference(double off, string said)
    {
        var evaluation = new PeopleEvaluation(Truth(2000, 20));
        for (var i = 0; i < 90; i++)
            evaluation.Add(Record(i, off + (20 * i)));
        var problem = Assert.Throws<ConfigurationException>(evaluation.Finish).Message;
        Assert.Contains(said, problem);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Second_rig_on_the_topic_must_be_chosen_by_name()
    {
        var evaluation = new PeopleEvaluation(Truth(2000, 20));
        evaluation.Add(Record(0, 0));
        evaluation.Add(Record(0, 0, rig: "yard"));
        Assert.Contains("2 rigs (hall, yard)", Assert.Throws<ConfigurationException>(evaluation.Finish).Message);
    }

    [Theory]
    [InlineData("""{"timestampMs":1,"people":[{"id":0,"joints":[1,2,3]}]}""", "line 1: a person has 3 numbers of joints; 51 were expected")]
    [InlineData("{\"people\":[]}", "line 1: a line must be {\"timestampMs\":")]
    [InlineData("{", "line 1: a line must be ")]
    [InlineData("{\"timestampMs\":5,\"people\":[]}\n\n{\"timestampMs\":5,\"people\":[]}", "line 3: the instant is not later than the one before")]
    [InlineData("\n", "the file has no instants")]
    public void Truth_file_with_a_fault_is_refused_with_the_line(string text, string problem)
    {
        File.WriteAllText(_file, text);
        Assert.Contains(problem, Assert.Throws<ConfigurationException>(() => FileTruth.Read(_file)).Message);
    }

    // One person who walks at 1 m/s and another who stays.
    private FileTruth Truth(int lengthMs, int stepMs)
    {
        File.WriteAllLines(
            _file,
            Enumerable
                .Range(0, (lengthMs / stepMs) + 1)
                .Select(i =>
                    JsonSerializer.Serialize(
                        new { timestampMs = Start + (i * stepMs), people = new[] { new { id = 0, joints = PeopleMessages.Joints(i * stepMs, 0) } } }
                    )
                )
        );
        return FileTruth.Read(_file);
    }

    private static Wire.Messages.PeopleFrame Record(long sequence, double ms, float shift = 0, string rig = "hall") =>
        PeopleMessages.Read(PeopleMessages.Of(rig, sequence, Start + ms, (4, PeopleMessages.Joints((float)ms, shift))));
}
