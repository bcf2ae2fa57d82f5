using StreamLift.Training.Samples;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

public sealed class UnseenRigTests
{
    private static int Takes => Recording.Data.Sequences.Select(sequence => (sequence.Subject, sequence.Action)).Distinct().Count();

    [Fact]
    public void Recorded_rig_views_are_the_dataset_unchanged() =>
        Assert.Same(Recording.Data.Sequences, UnseenRig.Views(UnseenRig.Recorded, Recording.Data.Sequences));

    [Fact]
    public void Unseen_rig_camera_sees_each_take_once_with_the_person_upright_in_front_of_it()
    {
        var views = UnseenRig.Views(UnseenRig.Unseen, Recording.Data.Sequences);
        Assert.Equal(UnseenRig.Names.Count * Takes, views.Count);
        foreach (var view in views)
            for (var frame = 0; frame < view.Frames; frame += 10)
            {
                var keypoints = view.Keypoints(frame);
                var pose = view.Pose(frame);
                for (var joint = 0; joint < TrainingSample.Joints; joint++)
                    Assert.Equal((1f, true), (keypoints[(3 * joint) + 2], pose[(3 * joint) + 2] > 1000));
                Assert.True(keypoints[(3 * 10) + 1] < keypoints[1], "the head is above the hip");
            }
    }

    [Fact]
    public void Unseen_rig_pose_is_the_same_person_not_mirrored()
    {
        var (own, other) = (Recording.Data.Sequences[0], UnseenRig.Views("aside", Recording.Data.Sequences)[0]);
        Assert.Equal(Volume(own.Pose(0)), Volume(other.Pose(0)), Math.Abs(Volume(own.Pose(0))) * 1e-3);
    }

    [Fact]
    public void Unseen_rig_camera_named_aside_shows_the_person_off_the_centre()
    {
        var view = UnseenRig.Views("aside", Recording.Data.Sequences)[0];
        Assert.InRange(Enumerable.Range(0, view.Frames).Average(frame => view.Keypoints(frame)[0]), 600, 1000);
    }

    // Six times the signed volume of hip, knee, head and wrist.
    private static double Volume(ReadOnlySpan<float> points)
    {
        var (a, b, c) = (Edge(points, 2), Edge(points, 10), Edge(points, 13));
        return (a.X * ((b.Y * c.Z) - (b.Z * c.Y))) - (a.Y * ((b.X * c.Z) - (b.Z * c.X))) + (a.Z * ((b.X * c.Y) - (b.Y * c.X)));
    }

    private static (double X, double Y, double Z) Edge(ReadOnlySpan<float> points, int joint) =>
        (points[3 * joint] - points[0], points[(3 * joint) + 1] - points[1], points[(3 * joint) + 2] - points[2]);
}
