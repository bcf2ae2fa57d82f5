using StreamLift.Poses.ModelCards;

namespace StreamLift.Poses.Features;

/// <summary>All features, and the checks that they share.</summary>
public static class FeatureCatalogue
{
    private static readonly IPoseFeatures[] Places = [new PixelFeatures(), new ImageFeatures(), new BoxFeatures(), new RayFeatures(), new CentredFeatures()];

    /// <summary>
    /// All features in all versions, from those that fit one camera to those that fit any camera. <c>pixels</c>, the input of the paper, has version 1 alone.
    /// </summary>
    public static IReadOnlyList<IPoseFeatures> All { get; } = [.. Places, .. Places.Skip(1).Select(places => new SeenFeatures(places))];

    /// <summary>The names, each once.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Places.Select(places => places.Name)];

    /// <summary>The features that a model card names; null when this version does not have them.</summary>
    public static IPoseFeatures? Find(FeatureSpec spec) => All.FirstOrDefault(known => known.Name == spec.Name && known.Version == spec.Version);

    /// <summary>The features of a name, in their current version.</summary>
    /// <exception cref="ConfigurationException">There are no such features.</exception>
    public static IPoseFeatures Named(string name) =>
        All.LastOrDefault(known => known.Name == name) ?? throw new ConfigurationException($"features {name} are none of {string.Join(", ", Names)}");

    /// <summary>"pixels 1, image 1, …"</summary>
    internal static string Known => string.Join(", ", All.Select(known => $"{known.Name} {known.Version}"));

    /// <summary>The number of joints; checks that the lengths of the spans match.</summary>
    internal static int Joints(ReadOnlySpan<float> keypoints, ReadOnlySpan<float> missingFill, Span<float> row, int numbers = 2)
    {
        var joints = keypoints.Length / 3;
        return keypoints.Length == 3 * joints && missingFill.Length == numbers * joints && row.Length >= numbers * joints
            ? joints
            : throw new ArgumentException($"{keypoints.Length} keypoint numbers, {missingFill.Length} of fill and {row.Length} of row don't match");
    }
}
