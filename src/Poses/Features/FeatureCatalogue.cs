using StreamLift.Poses.ModelCards;

namespace StreamLift.Poses.Features;

/// <summary>The features that there are, and what their rows have in common.</summary>
public static class FeatureCatalogue
{
    /// <summary>From those that fit one camera to those that fit any.</summary>
    public static IReadOnlyList<IPoseFeatures> All { get; } =
    [new PixelFeatures(), new ImageFeatures(), new BoxFeatures(), new RayFeatures(), new CentredFeatures()];

    /// <summary>Those that a card names; null if this version hasn't them.</summary>
    public static IPoseFeatures? Find(FeatureSpec spec) => All.FirstOrDefault(known => known.Name == spec.Name && known.Version == spec.Version);

    /// <summary>Those of a name, in this version's version.</summary>
    /// <exception cref="ConfigurationException">There are none.</exception>
    public static IPoseFeatures Named(string name) =>
        All.FirstOrDefault(known => known.Name == name)
        ?? throw new ConfigurationException($"features {name} are none of {string.Join(", ", All.Select(known => known.Name))}");

    /// <summary>"pixels 1, image 1, …"</summary>
    internal static string Known => string.Join(", ", All.Select(known => $"{known.Name} {known.Version}"));

    /// <summary>The number of joints, where the spans of a row fit each other.</summary>
    internal static int Joints(ReadOnlySpan<float> keypoints, ReadOnlySpan<float> missingFill, Span<float> row)
    {
        var joints = keypoints.Length / 3;
        return keypoints.Length == 3 * joints && missingFill.Length == 2 * joints && row.Length >= 2 * joints
            ? joints
            : throw new ArgumentException($"{keypoints.Length} keypoint numbers, {missingFill.Length} of fill and {row.Length} of row don't fit");
    }
}
