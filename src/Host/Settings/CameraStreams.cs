using StreamLift.Lifter.Models;
using StreamLift.Poses.Cameras;

namespace StreamLift.Host.Settings;

/// <summary>Says which streams have a camera, and so which model lifts them.</summary>
internal static class CameraStreams
{
    private const int MostNamed = 5;

    /// <summary>The streams that a model lifts, as far as the settings tell: <c>streams with a camera (4 known)</c>.</summary>
    public static string Describe(LiftSettings settings, LiftedStreams streams) =>
        streams switch
        {
            LiftedStreams.All => "all streams",
            LiftedStreams.WithoutCamera => "streams without a camera",
            _ => settings.Cameras is { } cameras
                ? $"streams with a camera ({cameras.Cameras.Count} known)"
                : "streams with a camera (no --cameras or --rig: only recordings of Human3.6M have one)",
        };

    /// <summary>Divides streams by whether they have a camera, and names some of those without.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="models">The models that are served.</param>
    /// <param name="streams">The streams.</param>
    /// <returns>The line, and whether it is a warning: cameras are given, and not for all streams. Null where the camera decides nothing.</returns>
    public static (string Text, bool IsWarning)? Divide(LiftSettings settings, ServedModels models, IReadOnlyCollection<string> streams)
    {
        if (models.Calibrated is not { } calibrated || streams.Count == 0)
            return null;
        var cameras = settings.Cameras ?? CameraCatalogue.BuiltIn;
        var without = streams.Where(stream => cameras.Find(stream) is null).Order(StringComparer.Ordinal).ToList();
        var (with, named) = (streams.Count - without.Count, string.Join(", ", without.Take(MostNamed).Select(stream => $"\"{stream}\"")));
        List<string> parts = [];
        if (with > 0)
            parts.Add($"{Counted.Of(with, "stream", "D")} with a camera: {calibrated.Current.Id} lifts {(with == 1 ? "it" : "them")}");
        if (without.Count > 0)
            parts.Add(
                $"{Counted.Of(without.Count, "stream", "D")} without ({named}{(without.Count > MostNamed ? ", …" : "")}): {models.General.Current.Id} lifts "
                    + (without.Count == 1 ? "it" : "them")
            );
        return (string.Join("; ", parts), settings.Cameras is not null && without.Count > 0);
    }
}
