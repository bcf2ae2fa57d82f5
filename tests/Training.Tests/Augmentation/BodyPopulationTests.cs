using System.Numerics;
using StreamLift.Datasets;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Augmentation;

public sealed class BodyPopulationTests
{
    [Fact]
    public void Random_people_have_legs_of_931_mm_on_average_and_a_spread_of_a_population()
    {
        var legs = People().Select(pose => Length(pose, "RKnee") + Length(pose, "RFoot")).ToList();
        var mean = legs.Average();
        Assert.InRange(mean, Human36mSkeleton.MeanLegMm - 8, Human36mSkeleton.MeanLegMm + 8);
        Assert.InRange(Math.Sqrt(legs.Average(leg => (leg - mean) * (leg - mean))), 40, 80);
    }

    [Fact]
    public void Random_people_have_equal_left_and_right_limbs_and_the_published_hip_width()
    {
        foreach (var pose in People())
        foreach (var part in new[] { "Hip", "Knee", "Foot", "Shoulder", "Elbow", "Wrist" })
            Assert.Equal(Length(pose, "R" + part), Length(pose, "L" + part), 0.1);
        Assert.InRange(People().Average(pose => Length(pose, "RHip")), 130, 146);
    }

    [Fact]
    public void Random_body_keeps_the_directions_of_limbs_and_the_lowest_height()
    {
        var (before, number) = (BodyFrame.Joints(Recording.Motion.World(20).ToArray()).ToArray(), 0);
        foreach (var pose in People().Take(50))
        {
            foreach (var joint in PublishedSkeleton.Outwards.Where(joint => PublishedSkeleton.IsArm(joint) || PublishedSkeleton.IsLeg(joint)))
                Assert.True(Vector3.Dot(Direction(before, joint), Direction(pose, joint)) > 0.9999f);
            Assert.Equal(BodyFrame.Lowest(before), BodyFrame.Lowest(pose), 0.1);
            number++;
        }
        Assert.Equal(50, number);
    }

    [Fact]
    public void Studio_camera_shows_the_whole_person_upright()
    {
        var (sample, found) = (new TrainingSample(), 0);
        for (var i = 0; i < 500; i++)
        {
            var random = new SampleRandom(1, 0, (ulong)i);
            var world = Recording.Motion.World(i % Recording.Motion.Frames);
            if (!StudioCamera.TryProject(world, sample, ref random))
                continue;
            found++;
            Assert.Equal(TrainingSample.Joints, sample.CountInside());
            // Human3.6M's cameras are level to some degrees: most of the body's height is along y.
            Assert.Equal(world[32] - world[2], sample.Pose[1] - sample.Pose[31], Math.Abs(world[32] - world[2]) * 0.15 + 120);
        }
        Assert.InRange(found, 400, 500);
    }

    private static IEnumerable<Vector3[]> People()
    {
        for (ulong place = 0; place < 1500; place++)
        {
            var (world, random) = (Recording.Motion.World(20).ToArray(), new SampleRandom(5, 0, place));
            BodyPopulation.Apply(world, ref random);
            yield return BodyFrame.Joints(world).ToArray();
        }
    }

    private static Vector3 Direction(Vector3[] pose, int joint) => BodyFrame.Unit(pose[joint] - pose[Skeletons.H36m17.Parents[joint]]);

    private static double Length(Vector3[] pose, string joint)
    {
        var child = Skeletons.H36m17.IndexOf(joint);
        return Vector3.Distance(pose[child], pose[Skeletons.H36m17.Parents[child]]);
    }
}
