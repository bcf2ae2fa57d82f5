using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>A recorded frame as serving would have it: keypoints mapped to the network's layout, then features.</summary>
internal static class FeatureRows
{
    /// <summary>Writes the row of a person, features not yet z-scored; returns how many joints were seen.</summary>
    public static int WriteInput(
        IPoseFeatures features,
        Skeleton layout,
        ReadOnlySpan<float> given,
        Camera camera,
        ReadOnlySpan<float> missingFill,
        Span<float> row,
        out CameraRotation turn
    )
    {
        Span<float> keypoints = stackalloc float[3 * Skeletons.H36m17.Count];
        SkeletonCatalogue.BuiltIn.Map(layout, Skeletons.H36m17).Apply(given, keypoints);
        return features.Write(keypoints, CameraView.Of(camera), missingFill, row, out turn);
    }

    /// <summary>The same of a recorded frame.</summary>
    public static int WriteInput(Normalization normalization, Sequence sequence, int frame, Span<float> row, out CameraRotation turn) =>
        WriteInput(normalization.Features, sequence.Layout, sequence.Keypoints(frame), sequence.Camera, normalization.InputMean, row, out turn);

    /// <summary>The true pose relative to the hip, mm: 51 numbers.</summary>
    public static void WriteTruth(Sequence sequence, int frame, Span<float> truth)
    {
        var pose = sequence.Pose(frame);
        for (var i = 0; i < truth.Length; i++)
            truth[i] = pose[i] - pose[i % 3];
    }
}
