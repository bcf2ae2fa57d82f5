using StreamLift.Datasets.Synthetic;
using StreamLift.Host.Demo;
using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Tests.Motion;

public class SyntheticSceneTests
{
    private const double Rate = 30;

    [Fact]
    public void Demo_truth_is_the_hip_relative_pose_in_camera_axes()
    {
        var performance = new SyntheticScene(Rate);
        var (truth, world, expected) = (new float[51], new float[51], new float[51]);
        for (long frame = 0; frame < 900; frame += 50)
        {
            new SyntheticPerformer().World(frame / Rate, world);
            SyntheticRig.Cameras[3].ToCamera(world, expected);
            performance.Truth(3, frame, truth);
            Assert.All(truth[..3], number => Assert.Equal(0, number));
            Assert.All(Enumerable.Range(0, 51), i => Assert.Equal(expected[i] - expected[i % 3], truth[i], 0.01));
        }
    }

    [Fact]
    public void Demo_detector_noise_has_the_stated_deviation()
    {
        var performance = new SyntheticScene(Rate);
        var (keypoints, world, points, pixels) = (new float[51], new float[51], new float[51], new float[34]);
        var spread = new RunningMean();
        var hip = Skeletons.H36m17.IndexOf("Hip");
        for (long frame = 0; frame < 900; frame++)
        {
            performance.Detect(1, frame, keypoints);
            new SyntheticPerformer().World(frame / Rate, world);
            SyntheticRig.Cameras[1].ToCamera(world, points);
            SyntheticRig.Cameras[1].Project(points, pixels);
            spread.Add(Math.Pow(keypoints[3 * hip] - pixels[2 * hip], 2));
            Assert.All(Enumerable.Range(0, 17), joint => Assert.InRange(keypoints[3 * joint + 2], 0.4, 1));
        }

        Assert.InRange(Math.Sqrt(spread.Value), 0.8 * SyntheticScene.NoisePixels, 1.2 * SyntheticScene.NoisePixels);
    }

    [Fact]
    public void Demo_at_another_frame_rate_shows_the_same_motion_at_the_same_times()
    {
        var (slow, fast) = (new float[51], new float[51]);
        new SyntheticScene(30).Truth(0, 45, slow);
        new SyntheticScene(60).Truth(0, 90, fast);
        Assert.Equal(slow, fast);
        Assert.Equal(TimeSpan.FromSeconds(1.5), new SyntheticScene(60).DueAt(90));
    }
}
