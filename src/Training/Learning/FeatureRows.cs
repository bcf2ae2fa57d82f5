using StreamLift.Datasets;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>
/// Converts recorded frames to rows of features, in the same way as the service: it maps the keypoints to the network's layout and computes the
/// features.
/// </summary>
internal static class FeatureRows
{
    /// <summary>Writes the features of a person, not standardized, and tells whether enough of them is seen to be lifted.</summary>
    public static Shortage WriteInput(
        LifterModel model,
        RequiredJoints required,
        Skeleton layout,
        ReadOnlySpan<float> given,
        Camera camera,
        Span<float> row,
        out CameraRotation rotation
    )
    {
        Span<float> keypoints = stackalloc float[3 * Skeletons.H36m17.Count];
        SkeletonCatalogue.BuiltIn.Map(layout, Skeletons.H36m17).Apply(given, keypoints);
        return required.Check(keypoints, model.Features.Write(keypoints, CameraView.Of(camera), model.Card.MissingFill, row, out rotation));
    }

    /// <summary>Writes the features of a person, not standardized. Returns the number of visible joints.</summary>
    public static int WriteInput(
        IPoseFeatures features,
        Skeleton layout,
        ReadOnlySpan<float> given,
        Camera camera,
        ReadOnlySpan<float> missingFill,
        Span<float> row,
        out CameraRotation rotation
    )
    {
        Span<float> keypoints = stackalloc float[3 * Skeletons.H36m17.Count];
        SkeletonCatalogue.BuiltIn.Map(layout, Skeletons.H36m17).Apply(given, keypoints);
        return features.Write(keypoints, CameraView.Of(camera), missingFill, row, out rotation);
    }

    /// <summary>Writes the features of a recorded frame.</summary>
    public static int WriteInput(Normalization normalization, Sequence sequence, int frame, Span<float> row, out CameraRotation rotation) =>
        WriteInput(normalization.Features, sequence.Layout, sequence.Keypoints(frame), sequence.Camera, normalization.InputMean, row, out rotation);

    /// <summary>Writes the true pose relative to the hip, 51 numbers in mm.</summary>
    public static void WriteTruth(Sequence sequence, int frame, Span<float> truth)
    {
        var pose = sequence.Pose(frame);
        for (var i = 0; i < truth.Length; i++)
            truth[i] = pose[i] - pose[i % 3];
    }
}
