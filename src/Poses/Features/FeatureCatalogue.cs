using StreamLift.Poses.ModelCards;

namespace StreamLift.Poses.Features;

/// <summary>All features, and the checks that they share.</summary>
public static class FeatureCatalogue
{
    /// <summary>All features, from those that fit one camera to those that fit any camera.</summary>
    public static IReadOnlyList<IPoseFeatures> All { get; } =
    [new PixelFeatures(), new ImageFeatures(), new BoxFeatures(), new RayFeatures(), new CentredFeatures()];

    /// <summary>The features that a model card names; null when this version does not have them.</summary>
    public static IPoseFeatures? Find(FeatureSpec spec) => All.FirstOrDefault(known => known.Name == spec.Name && known.Version == spec.Version);

    /// <summary>The features of a name, in their current version.</summary>
    /// <exception cref="ConfigurationException">There are no such features.</exception>
    public static IPoseFeatures Named(string name) =>
        All.FirstOrDefault(known => known.Name == name)
        ?? throw new ConfigurationException($"features {name} are none of {string.Join(", ", All.Select(known => known.Name))}");

    /// <summary>"pixels 1, image 1, …"</summary>
    internal static string Known => string.Join(", ", All.Select(known => $"{known.Name} {known.Version}"));

    /// <summary>The number of joints; checks that the lengths of the spans match.</summary>
    internal static int Joints(ReadOnlySpan<float> keypoints, ReadOnlySpan<float> missingFill, Span<float> row)
    {
        var joints = keypoints.Length / 3;
        return keypoints.Length == 3 * joints && missingFill.Length == 2 * joints && row.Length >= 2 * joints
            ? joints
            : throw new ArgumentException($"{keypoints.Length} keypoint numbers, {missingFill.Length} of fill and {row.Length} of row don't match");
    }
}
