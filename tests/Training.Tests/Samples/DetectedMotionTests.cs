using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Samples;

public sealed class DetectedMotionTests
{
    [Fact]
    public void Recorded_view_has_the_detected_keypoints_and_an_added_view_a_virtual_camera()
    {
        var motion = new Motion(Recording.Data.Sequences, isDetected: true);
        var generator = new SampleGenerator(
            motion,
            new AugmentationSettings(1, 1, MovedShare: 1, BodyVariationShare: 1, FlippedShare: 0, NoisyShare: 1, MaskedShare: 0)
        );
        var (sample, expected, seen) = (new TrainingSample(), new float[51], 0);
        for (var place = 0; place < motion.Frames; place += 9)
        {
            var random = new SampleRandom(1, 0, (ulong)place);
            generator.Make(place, sample, ref random);
            motion.Detected(place, place % motion.Cameras(place).Length, expected);
            Assert.Equal(expected, sample.Keypoints);
            motion.Cameras(place)[place % motion.Cameras(place).Length].ToCamera(motion.World(place), expected);
            Assert.Equal(expected, sample.Pose);

            generator.Make(motion.Frames + place, sample, ref random);
            seen += sample.Camera.Name == "virtual" ? 1 : 0;
        }
        Assert.True(seen > motion.Frames / 9 * 0.9);
    }
}
