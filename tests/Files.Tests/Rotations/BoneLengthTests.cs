using StreamLift.Files.Rotations;

namespace StreamLift.Files.Tests.Rotations;

public class BoneLengthTests
{
    [Fact]
    public void Bone_length_is_the_median_over_the_poses()
    {
        var measurer = new BodyMeasurer();
        foreach (var length in (float[])[100, 410, 420, 405, 3000])
            measurer.Add(WithThigh(length));
        Assert.Equal(410, -measurer.Proportions().Offsets[BodyBones.LeftUpLeg + 1].Y, 0.01f);
    }

    [Fact]
    public void Bone_lengths_of_a_long_recording_come_from_all_of_it_in_little_memory()
    {
        var measurer = new BodyMeasurer();
        for (var pose = 0; pose < 100_000; pose++)
            measurer.Add(WithThigh(300 + (pose / 1000f)));
        Assert.Equal(350, -measurer.Proportions().Offsets[BodyBones.LeftUpLeg + 1].Y, 1f);
    }

    [Fact]
    public void Bone_that_was_never_seen_has_a_usual_length()
    {
        var measurer = new BodyMeasurer();
        var pose = MadePeople.Pose(0, 1);
        pose.AsSpan(3 * 16, 3).Fill(float.NaN); // the right wrist
        measurer.Add(pose);
        var body = measurer.Proportions();
        Assert.Equal(-265, body.Offsets[BodyBones.RightHand].X);
        Assert.NotEqual(265, body.Offsets[BodyBones.LeftHand].X);
    }

    private static float[] WithThigh(float length)
    {
        var pose = MadePeople.Pose(0, 1);
        (pose[12], pose[13], pose[14]) = (0, 1000, 0);
        (pose[15], pose[16], pose[17]) = (0, 1000 - length, 0);
        return pose;
    }
}
