using StreamLift.Lifter.Suspicion;
using StreamLift.Poses.Layouts;

namespace StreamLift.Lifter.Tests.Suspicion;

/// <summary>A stream of body25 whose middle hip is at the hips, or where another joint belongs.</summary>
public sealed class OtherLayoutTests
{
    [Theory]
    [InlineData(300, 0)]
    [InlineData(120, 1)]
    public void Person_with_hips_has_a_vote_on_where_the_middle_hip_is(float middle, int displaced) =>
        Assert.Equal((displaced, 1), Votes(Skeletons.Body25, middle));

    [Fact]
    public void Layout_without_a_middle_of_the_hips_has_no_vote() => Assert.Equal((0, 0), Votes(Skeletons.Body25b, 120));

    [Fact]
    public void Suspicion_needs_a_quarter_of_sixty_people()
    {
        Assert.False(IsTold(59, 59));
        Assert.False(IsTold(15, 60));
        Assert.True(IsTold(16, 60));
    }

    private static bool IsTold(int displaced, int people)
    {
        var seen = new StreamObservation();
        for (var i = 0; i < people; i++)
            seen.Add(
                new FrameLook { People = 1 },
                new PersonVotes { Middles = 1, Displaced = i < displaced ? 1 : 0 },
                new FrameImage(1000, 1000, IsAssumed: false, IsSwapped: false),
                1_767_225_600_000 + i,
                1_767_225_600_000 + i
            );
        return (seen.Verdicts() & (1u << (int)Suspect.OtherLayout)) != 0;
    }

    private static (int Displaced, int Middles) Votes(Skeleton layout, float middle)
    {
        var (votes, keypoints) = (default(PersonVotes), new float[3 * layout.Count]);
        foreach (var (joint, y) in ((string, float)[])[("Nose", 100), ("MidHip", middle), ("RHip", 300), ("LHip", 300), ("RAnkle", 540)])
            if (layout.Joints.IndexOf(joint) is >= 0 and var at)
                (keypoints[(3 * at) + 1], keypoints[(3 * at) + 2]) = (y, 0.9f);
        votes.Add(new BodyPoints(layout), keypoints);
        return (votes.Displaced, votes.Middles);
    }
}
