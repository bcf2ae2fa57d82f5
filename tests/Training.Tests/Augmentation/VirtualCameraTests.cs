using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Augmentation;

public sealed class VirtualCameraTests
{
    [Fact]
    public void Virtual_camera_shows_the_whole_person_and_is_found_in_95_percent_of_draws()
    {
        var (sample, found) = (new TrainingSample(), 0);
        for (var i = 0; i < 2000; i++)
        {
            var random = new SampleRandom(1, 0, (ulong)i);
            if (!VirtualCamera.TryProject(Recording.Motion.World(i % Recording.Motion.Frames), sample, roll: 0.04f, ref random))
                continue;
            found++;
            Assert.Equal(TrainingSample.Joints, sample.CountInside());
        }
        Assert.InRange(found, 1900, 2000);
    }

    [Fact]
    public void Virtual_camera_moves_the_person_rigidly()
    {
        var sample = new TrainingSample();
        var world = Recording.Motion.World(7);
        for (var i = 0; i < 100; i++)
        {
            var random = new SampleRandom(2, 0, (ulong)i);
            VirtualCamera.TryProject(world, sample, roll: 0.04f, ref random);
            for (var joint = 1; joint < TrainingSample.Joints; joint++)
                Assert.Equal(Distance(world, 0, joint), Distance(sample.Pose, 0, joint), 0.1);
            // Right-handed: a mirrored axis would keep the distances, but change the sign of the volume.
            Assert.Equal(Volume(world), Volume(sample.Pose), Math.Abs(Volume(world)) * 1e-3);
        }
    }

    [Fact]
    public void Virtual_camera_shows_most_people_upright()
    {
        var (sample, upright) = (new TrainingSample(), 0);
        for (var i = 0; i < 500; i++)
        {
            var random = new SampleRandom(3, 0, (ulong)i);
            VirtualCamera.TryProject(Recording.Motion.World(0), sample, roll: 0.04f, ref random);
            // The head is above the hip: y points down in the image.
            upright += sample.Keypoints[(3 * 10) + 1] < sample.Keypoints[1] ? 1 : 0;
        }
        Assert.InRange(upright, 490, 500);
    }

    private static double Distance(ReadOnlySpan<float> points, int a, int b) =>
        Math.Sqrt(
            Math.Pow(points[3 * a] - points[3 * b], 2)
                + Math.Pow(points[(3 * a) + 1] - points[(3 * b) + 1], 2)
                + Math.Pow(points[(3 * a) + 2] - points[(3 * b) + 2], 2)
        );

    // Six times the signed volume of the tetrahedron of hip, knee, head and wrist.
    private static double Volume(ReadOnlySpan<float> points)
    {
        var (a, b, c) = (Edge(points, 2), Edge(points, 10), Edge(points, 13));
        return (a.X * ((b.Y * c.Z) - (b.Z * c.Y))) - (a.Y * ((b.X * c.Z) - (b.Z * c.X))) + (a.Z * ((b.X * c.Y) - (b.Y * c.X)));
    }

    private static (double X, double Y, double Z) Edge(ReadOnlySpan<float> points, int joint) =>
        (points[3 * joint] - points[0], points[(3 * joint) + 1] - points[1], points[(3 * joint) + 2] - points[2]);
}
