using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Synthetic;

/// <summary>The synthetic performer as a dataset: one take per activity, seen by four cameras, such as "synthetic/Walking/camera-1".</summary>
public static class SyntheticDataset
{
    /// <summary>Generates all takes in memory (400 bytes per frame and camera).</summary>
    public static LoadedDataset Record(SyntheticOptions options)
    {
        var frames = Math.Max(1, (int)Math.Round(options.Seconds * SyntheticPerformer.Rate));
        var noise = new DetectorNoise(options.Seed, options.NoisePixels);
        var sequences = new List<Sequence>();
        foreach (var activity in Enum.GetValues<SyntheticActivity>())
        {
            var take = Perform(new SyntheticPerformer(options.Seed, activity), activity, frames);
            for (var c = 0; c < SyntheticRig.Cameras.Count; c++)
                sequences.Add(Seen(take, SyntheticRig.Cameras[c], noise, streamNumber: sequences.Count));
        }
        return new LoadedDataset(
            $"a synthetic performer, seed {options.Seed}, {frames:N0} frames per take, {options.NoisePixels:0.#} px of noise",
            sequences,
            []
        );
    }

    private static Take Perform(SyntheticPerformer performer, SyntheticActivity activity, int frames)
    {
        var world = new float[frames * Skeletons.PoseWidth];
        for (var frame = 0; frame < frames; frame++)
            performer.World(frame / SyntheticPerformer.Rate, world.AsSpan(frame * Skeletons.PoseWidth, Skeletons.PoseWidth));
        return new Take("synthetic", activity.ToString(), world);
    }

    private static Sequence Seen(Take take, Camera camera, DetectorNoise noise, int streamNumber)
    {
        var keypoints = ProjectedGroundTruth.Project(take, camera).Keypoints;
        for (var frame = 0; frame < take.Frames; frame++)
            noise.Apply(streamNumber, frame, keypoints.AsSpan(frame * Skeletons.PoseWidth, Skeletons.PoseWidth));
        return new Sequence(take, camera, Skeletons.H36m17, keypoints, take.Frames);
    }
}
