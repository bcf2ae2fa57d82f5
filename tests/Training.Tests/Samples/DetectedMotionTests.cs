using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class DetectedMotionTests
{
    [Fact]
    public void Recorded_view_has_the_detected_keypoints_and_an_added_view_a_virtual_camera()
    {
        var motion = new Motion(Recording.Data.Sequences, isDetected: true);
        var maker = new SampleGenerator(motion, new ViewMix(1, 1, Moved: 1, Varied: 1, Flipped: 0, Noisy: 1, Masked: 0));
        var (sight, expected, seen) = (new TrainingSample(), new float[51], 0);
        for (var place = 0; place < motion.Frames; place += 9)
        {
            var draw = new SampleRandom(1, 0, (ulong)place);
            maker.Make(place, sight, ref draw);
            motion.Detected(place, place % motion.Cameras(place).Length, expected);
            Assert.Equal(expected, sight.Keypoints);
            motion.Cameras(place)[place % motion.Cameras(place).Length].ToCamera(motion.World(place), expected);
            Assert.Equal(expected, sight.Pose);

            maker.Make(motion.Frames + place, sight, ref draw);
            seen += sight.Camera.Name == "virtual" ? 1 : 0;
        }
        Assert.True(seen > motion.Frames / 9 * 0.9);
    }
}
