using StreamLift.Poses;

namespace StreamLift.Training.Samples;

/// <summary>Makes what one sample shows: a recorded frame, varied as the mix says, before a camera. Immutable, any thread.</summary>
internal sealed class SampleGenerator(Motion motion, ViewMix mix)
{
    private const int Tries = 4;

    /// <summary>Samples in an epoch.</summary>
    public int Count => motion.Frames * mix.Views;

    /// <summary>The person whole and as they are: what normalisation is measured on.</summary>
    public void Clean(int place, TrainingSample sight, ref SampleRandom draw)
    {
        Span<float> world = stackalloc float[3 * TrainingSample.Joints];
        var (frame, view) = (place % motion.Frames, place / motion.Frames);
        motion.World(frame).CopyTo(world);
        if (mix.Mixed > 0 && draw.Chance(mix.Mixed))
            LimbMix.Apply(world, motion.World(draw.Below(motion.Frames)), ref draw);
        if (draw.Chance(mix.Varied))
            BodyVariation.Apply(world, mix.Bone, mix.Whole, ref draw);
        if (view < mix.Recorded || !VirtualCamera.Look(world, sight, mix.Roll, ref draw))
            Recorded(frame, view, world, sight, ref draw);
        if (draw.Chance(mix.Flipped))
            sight.Flip();
    }

    /// <summary>The same as a detector has it, or would.</summary>
    public void Make(int place, TrainingSample sight, ref SampleRandom draw)
    {
        if (motion.IsDetected && place / motion.Frames < mix.Recorded)
        {
            Detected(place % motion.Frames, place / motion.Frames, sight, ref draw);
        }
        else
        {
            Clean(place, sight, ref draw);
            if (draw.Chance(mix.Noisy))
                DetectorNoise.Apply(sight, mix.Errors, ref draw);
        }
        if (draw.Chance(mix.Masked))
            JointMask.Apply(sight, ref draw);
    }

    // What was really detected goes with the person as they stood: neither moved nor of another build.
    private void Detected(int frame, int view, TrainingSample sight, ref SampleRandom draw)
    {
        var cameras = motion.Cameras(frame);
        var camera = (view + frame) % cameras.Length;
        sight.Look(motion.World(frame), cameras[camera]);
        motion.Detected(frame, camera, sight.Keypoints);
        if (draw.Chance(mix.Flipped))
            sight.Flip();
    }

    private void Recorded(int frame, int view, ReadOnlySpan<float> world, TrainingSample sight, ref SampleRandom draw)
    {
        var cameras = motion.Cameras(frame);
        // By the frame too: six views of four cameras would be two more of the first two.
        var camera = cameras[(view + frame) % cameras.Length];
        if (draw.Chance(mix.Moved))
        {
            Span<float> moved = stackalloc float[world.Length];
            for (var i = 0; i < Tries; i++)
            {
                world.CopyTo(moved);
                RandomPlacement.Apply(moved, ref draw);
                sight.Look(moved, camera);
                if (sight.Inside() == TrainingSample.Joints)
                    return;
            }
        }
        sight.Look(world, camera);
    }
}
