using StreamLift.Datasets;
using StreamLift.Poses;

namespace StreamLift.Training.Learning;

/// <summary>A recorded frame as serving would have it: keypoints mapped to the network's layout, then features.</summary>
internal static class PoseRows
{
    /// <summary>Writes the row of a frame, features not yet z-scored; returns how many joints were seen.</summary>
    public static int WriteInput(Sequence sequence, int frame, ReadOnlySpan<float> missingFill, Span<float> row) =>
        WriteInput(sequence, sequence.Keypoints(frame), missingFill, row);

    /// <summary>The same of keypoints given beside.</summary>
    public static int WriteInput(Sequence sequence, ReadOnlySpan<float> given, ReadOnlySpan<float> missingFill, Span<float> row)
    {
        Span<float> keypoints = stackalloc float[3 * Skeletons.H36m17.Count];
        SkeletonCatalogue.BuiltIn.Map(sequence.Layout, Skeletons.H36m17).Apply(given, keypoints);
        return ImageFeatures.Write(keypoints, sequence.Camera.Intrinsics.Width, sequence.Camera.Intrinsics.Height, missingFill, row);
    }

    /// <summary>The true pose relative to the hip, mm: 51 numbers.</summary>
    public static void WriteTruth(Sequence sequence, int frame, Span<float> truth)
    {
        var pose = sequence.Pose(frame);
        for (var i = 0; i < truth.Length; i++)
            truth[i] = pose[i] - pose[i % 3];
    }
}
