using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Tests.Synthetic;

public class SyntheticPerformerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void Synthetic_performer_keeps_bone_lengths_and_a_foot_on_the_floor_for_60_s(int seed)
    {
        var performer = new SyntheticPerformer(seed);
        var (first, pose) = (new float[51], new float[51]);
        performer.World(0, first);
        for (var t = 0.0; t < 60; t += 2 / SyntheticPerformer.Rate)
        {
            performer.World(t, pose);
            for (var j = 1; j < 17; j++)
                Assert.Equal(Bone(first, j), Bone(pose, j), 0.05);
            Assert.InRange(Math.Min(pose[11], pose[20]), 70, 90);
            Assert.All(Enumerable.Range(0, 17), j => Assert.InRange(pose[3 * j + 2], 70, 2400));
        }
    }

    [Fact]
    public void Synthetic_performer_moves_without_a_jump_through_every_change_of_activity()
    {
        var performer = new SyntheticPerformer();
        var (before, after) = (new float[51], new float[51]);
        performer.World(0, before);
        for (var t = 0.01; t < 60; t += 0.01)
        {
            performer.World(t, after);
            // A hand or foot of a sprinter moves at 7 m/s: 70 mm in 10 ms.
            Assert.InRange(after.Zip(before, (a, b) => Math.Abs(a - b)).Max(), 0, 70);
            (before, after) = (after, before);
        }
    }

    [Fact]
    public void Synthetic_performer_walks_forward_squats_down_and_waves_the_right_hand()
    {
        var (a, b) = (new float[51], new float[51]);
        var walker = new SyntheticPerformer(1, SyntheticActivity.Walking);
        walker.World(3, a);
        walker.World(3.2, b);
        var (rightX, rightY) = (a[3] - a[12], a[4] - a[13]); // left hip to right hip
        Assert.True(rightX * (b[1] - a[1]) - rightY * (b[0] - a[0]) > 0, "forward is left of right: up × right");

        var hips = Enumerable.Range(0, 200).Select(i => Height(SyntheticActivity.Squatting, i / 30.0, 0)).ToList();
        Assert.True(hips.Max() - hips.Min() > 300);
        Assert.All(Enumerable.Range(0, 200), i => Assert.True(Height(SyntheticActivity.Waving, i / 30.0, 16) > Height(SyntheticActivity.Waving, i / 30.0, 8)));
    }

    [Fact]
    public void Synthetic_dataset_shows_every_joint_well_inside_all_four_camera_images()
    {
        var data = SyntheticDataset.Record(new SyntheticOptions { Seconds = 30, NoisePixels = 0 });
        Assert.Equal(12, data.Sequences.Count);
        Assert.Equal("synthetic/Walking/camera-1", data.Sequences[0].Stream);
        foreach (var sequence in data.Sequences)
            for (var frame = 0; frame < sequence.Frames; frame += 10)
            for (var j = 0; j < 17; j++)
            {
                var keypoints = sequence.Keypoints(frame);
                Assert.InRange(keypoints[3 * j], 20, 1260);
                Assert.InRange(keypoints[3 * j + 1], 20, 940);
                Assert.Equal(1, keypoints[3 * j + 2]);
                Assert.InRange(sequence.Pose(frame)[3 * j + 2], 3000, 7000);
            }
    }

    [Fact]
    public void Synthetic_performer_has_the_head_above_the_feet_in_the_image()
    {
        foreach (var sequence in SyntheticDataset.Record(new SyntheticOptions { Seconds = 1, NoisePixels = 0 }).Sequences)
            Assert.True(sequence.Keypoints(0)[31] < sequence.Keypoints(0)[10]);
    }

    [Fact]
    public void Synthetic_keypoint_noise_has_the_requested_deviation_and_is_reproducible()
    {
        var (exact, noisy) = (Record(0), Record(4));
        Assert.True(noisy.Sequences[3].Keypoints(7).SequenceEqual(Record(4).Sequences[3].Keypoints(7)));
        var (sum, count, trunk) = (0.0, 0, Skeletons.H36m17.IndexOf("Thorax"));
        for (var s = 0; s < exact.Sequences.Count; s++)
        for (var frame = 0; frame < exact.Sequences[s].Frames; frame++)
        {
            var a = exact.Sequences[s].Keypoints(frame);
            var b = noisy.Sequences[s].Keypoints(frame);
            (sum, count) = (sum + Math.Pow(b[3 * trunk] - a[3 * trunk], 2) + Math.Pow(b[3 * trunk + 1] - a[3 * trunk + 1], 2), count + 2);
            Assert.InRange(b[3 * trunk + 2], 0.5f, 1f);
        }
        Assert.InRange(Math.Sqrt(sum / count), 3.7, 4.3);
    }

    private static LoadedDataset Record(double noise) => SyntheticDataset.Record(new SyntheticOptions { Seconds = 10, NoisePixels = noise });

    private static float Height(SyntheticActivity activity, double seconds, int joint)
    {
        var pose = new float[51];
        new SyntheticPerformer(1, activity).World(seconds, pose);
        return pose[3 * joint + 2];
    }

    private static double Bone(float[] pose, int joint)
    {
        var parent = Skeletons.H36m17.Parents[joint];
        return Math.Sqrt(Enumerable.Range(0, 3).Sum(i => Math.Pow(pose[3 * joint + i] - pose[3 * parent + i], 2)));
    }
}
