using StreamLift.Lifter.Suspicion;
using StreamLift.Poses.Layouts;

namespace StreamLift.Lifter.Tests.Suspicion;

/// <summary>A stream of body25 whose joints are in that order, or in that of OpenPose's other model of 25 joints.</summary>
public sealed class OtherLayoutTests
{
    // A person who stands, by the names that both layouts have; MidHip is body25's alone.
    private static readonly Dictionary<string, (float X, float Y)> Person = new()
    {
        ["Nose"] = (500, 100),
        ["Neck"] = (500, 150),
        ["RShoulder"] = (460, 150),
        ["LShoulder"] = (540, 150),
        ["RElbow"] = (450, 240),
        ["LElbow"] = (550, 240),
        ["RWrist"] = (445, 320),
        ["LWrist"] = (555, 320),
        ["MidHip"] = (500, 300),
        ["RHip"] = (480, 300),
        ["LHip"] = (520, 300),
        ["RKnee"] = (480, 420),
        ["LKnee"] = (520, 420),
        ["RAnkle"] = (480, 540),
        ["LAnkle"] = (520, 540),
    };

    [Fact]
    public void Joints_in_the_order_of_body25b_are_displaced_in_body25() => Assert.Equal((1, 1), Votes(Skeletons.Body25b, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(0.02f)]
    public void Joints_in_their_own_order_are_where_they_belong(float wide) => Assert.Equal((0, 1), Votes(Skeletons.Body25, wide));

    [Fact]
    public void Layout_without_a_middle_of_the_hips_has_no_vote()
    {
        var votes = default(PersonVotes);
        votes.Add(new BodyPoints(Skeletons.Body25b), Written(Skeletons.Body25b, 1));
        Assert.Equal((0, 0), (votes.Displaced, votes.Middles));
    }

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

    private static (int Displaced, int Middles) Votes(Skeleton order, float wide)
    {
        var votes = default(PersonVotes);
        votes.Add(new BodyPoints(Skeletons.Body25), Written(order, wide));
        return (votes.Displaced, votes.Middles);
    }

    private static float[] Written(Skeleton layout, float wide) =>
        [.. layout.Joints.SelectMany(joint => Person.TryGetValue(joint, out var at) ? [500 + (wide * (at.X - 500)), at.Y, 0.9f] : (float[])[0, 0, 0])];
}
