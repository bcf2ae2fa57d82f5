using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;

namespace StreamLift.Training.Samples;

/// <summary>Makes training samples: a recorded frame with augmentation, projected to a camera. Immutable and thread-safe.</summary>
internal sealed class SampleGenerator(Motion motion, AugmentationSettings augmentation)
{
    private const int MaxAttempts = 4;

    private readonly PoseBalance? _balance = augmentation.Balance > 0 ? new PoseBalance(motion, augmentation.Balance) : null;

    /// <summary>The number of samples in an epoch.</summary>
    public int Count => motion.Frames * augmentation.Views;

    /// <summary>Makes a sample without noise and missing joints. Normalization is measured on these, if they are not cut off.</summary>
    public void MakeClean(int index, TrainingSample sample, ref SampleRandom random)
    {
        Span<float> world = stackalloc float[Skeletons.PoseWidth];
        sample.Bottom = null;
        var (frame, view) = (index % motion.Frames, index / motion.Frames);
        if (_balance is not null)
            frame = _balance.Draw(ref random);
        motion.World(frame).CopyTo(world);
        if (augmentation.LimbExchangeShare > 0 && random.Chance(augmentation.LimbExchangeShare))
            LimbExchange.Apply(world, motion.World(random.Below(motion.Frames)), ref random);
        if (Wanted(augmentation.LegShare, ref random))
            LegSampling.Apply(world, ref random);
        if (Wanted(augmentation.BentShare, ref random))
            TrunkBending.Apply(world, ref random);
        if (Wanted(augmentation.ArmShare, ref random))
            ArmSampling.Apply(world, ref random);
        if (Wanted(augmentation.PopulationShare, ref random))
            BodyPopulation.Apply(world, ref random);
        else if (random.Chance(augmentation.BodyVariationShare))
            BodyShapeVariation.Apply(world, augmentation.BoneDeviation, augmentation.SizeDeviation, ref random);
        if (
            !(Wanted(augmentation.NearShare, ref random) && NearCamera.TryProject(world, sample, ref random))
            && (view < augmentation.RecordedViews || !IsSeenVirtually(world, sample, ref random))
        )
            Recorded(frame, view, world, sample, ref random);
        if (random.Chance(augmentation.FlippedShare))
            sample.Flip();
    }

    /// <summary>Makes a sample with noise and missing joints, or with the keypoints of the detector.</summary>
    public void Make(int index, TrainingSample sample, ref SampleRandom random)
    {
        if (motion.IsDetected && index / motion.Frames < augmentation.RecordedViews)
        {
            sample.Bottom = null;
            Detected(index % motion.Frames, index / motion.Frames, sample, ref random);
        }
        else
        {
            MakeClean(index, sample, ref random);
            if (random.Chance(augmentation.NoisyShare))
                DetectorNoiseAugmentation.Apply(sample, augmentation.Noise, ref random);
        }
        sample.Crop();
        if (random.Chance(augmentation.MaskedShare) || (sample.Bottom is not null && random.Chance(0.5f)))
            JointMasking.Apply(sample, augmentation.HalfShare, ref random);
    }

    private bool IsSeenVirtually(ReadOnlySpan<float> world, TrainingSample sample, ref SampleRandom random) =>
        (Wanted(augmentation.StudioShare, ref random) && StudioCamera.TryProject(world, sample, ref random))
        || VirtualCamera.TryProject(world, sample, augmentation.RollDeviation, ref random);

    // A share of 0 draws no number, so that a recipe without the augmentation trains on the same samples as before there was one.
    private static bool Wanted(float share, ref SampleRandom random) => share > 0 && random.Chance(share);

    // Detected keypoints belong to the recorded pose, so the person is neither moved nor changed.
    private void Detected(int frame, int view, TrainingSample sample, ref SampleRandom random)
    {
        var cameras = motion.Cameras(frame);
        var camera = (view + frame) % cameras.Length;
        sample.Project(motion.World(frame), cameras[camera]);
        motion.Detected(frame, camera, sample.Keypoints);
        if (random.Chance(augmentation.FlippedShare))
            sample.Flip();
    }

    private void Recorded(int frame, int view, ReadOnlySpan<float> world, TrainingSample sample, ref SampleRandom random)
    {
        var cameras = motion.Cameras(frame);
        // The camera depends on the frame too. Otherwise six views of four cameras would use the first two cameras more often.
        var camera = cameras[(view + frame) % cameras.Length];
        if (random.Chance(augmentation.MovedShare))
        {
            Span<float> moved = stackalloc float[world.Length];
            for (var i = 0; i < MaxAttempts; i++)
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
