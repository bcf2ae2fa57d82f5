using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;

namespace StreamLift.Training.Samples;

/// <summary>Makes training samples: a recorded frame with augmentation, projected to a camera. Immutable and thread-safe.</summary>
internal sealed class SampleGenerator(Motion motion, AugmentationSettings mix)
{
    private const int Tries = 4;

    /// <summary>The number of samples in an epoch.</summary>
    public int Count => motion.Frames * mix.Views;

    /// <summary>Makes a sample without noise and missing joints. Normalization is measured on these.</summary>
    public void MakeClean(int place, TrainingSample sample, ref SampleRandom random)
    {
        Span<float> world = stackalloc float[Skeletons.PoseWidth];
        var (frame, view) = (place % motion.Frames, place / motion.Frames);
        motion.World(frame).CopyTo(world);
        if (mix.LimbExchangeShare > 0 && random.Chance(mix.LimbExchangeShare))
            LimbExchange.Apply(world, motion.World(random.Below(motion.Frames)), ref random);
        if (random.Chance(mix.BodyVariationShare))
            BodyShapeVariation.Apply(world, mix.BoneDeviation, mix.SizeDeviation, ref random);
        if (view < mix.RecordedViews || !VirtualCamera.TryProject(world, sample, mix.RollDeviation, ref random))
            Recorded(frame, view, world, sample, ref random);
        if (random.Chance(mix.FlippedShare))
            sample.Flip();
    }

    /// <summary>Makes a sample with noise and missing joints, or with the keypoints of the detector.</summary>
    public void Make(int place, TrainingSample sample, ref SampleRandom random)
    {
        if (motion.IsDetected && place / motion.Frames < mix.RecordedViews)
        {
            Detected(place % motion.Frames, place / motion.Frames, sample, ref random);
        }
        else
        {
            MakeClean(place, sample, ref random);
            if (random.Chance(mix.NoisyShare))
                DetectorNoiseAugmentation.Apply(sample, mix.Noise, ref random);
        }
        if (random.Chance(mix.MaskedShare))
            JointMasking.Apply(sample, ref random);
    }

    // Detected keypoints belong to the recorded pose, so the person is neither moved nor changed.
    private void Detected(int frame, int view, TrainingSample sample, ref SampleRandom random)
    {
        var cameras = motion.Cameras(frame);
        var camera = (view + frame) % cameras.Length;
        sample.Project(motion.World(frame), cameras[camera]);
        motion.Detected(frame, camera, sample.Keypoints);
        if (random.Chance(mix.FlippedShare))
            sample.Flip();
    }

    private void Recorded(int frame, int view, ReadOnlySpan<float> world, TrainingSample sample, ref SampleRandom random)
    {
        var cameras = motion.Cameras(frame);
        // The camera depends on the frame too. Otherwise six views of four cameras would use the first two cameras more often.
        var camera = cameras[(view + frame) % cameras.Length];
        if (random.Chance(mix.MovedShare))
        {
            Span<float> moved = stackalloc float[world.Length];
            for (var i = 0; i < Tries; i++)
            {
                world.CopyTo(moved);
                RandomPlacement.Apply(moved, ref random);
                sample.Project(moved, camera);
                if (sample.CountInside() == TrainingSample.Joints)
                    return;
            }
        }
        sample.Project(world, camera);
    }
}
