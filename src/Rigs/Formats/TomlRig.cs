using System.Text.Json.Nodes;
using StreamLift.Rigs.Documents;
using StreamLift.Rigs.Drafts;

namespace StreamLift.Rigs.Formats;

/// <summary>
/// The family of anipose's calibration.toml: a table per camera with size, matrix, distortions, rotation, translation, all world→camera. Pose2Sim
/// and Caliscope write metres, FreeMoCap millimetres, anipose the unit of its board. Sources: lambdaloop/aniposelib aniposelib/cameras.py (get_dict),
/// perfanalytics/pose2sim Pose2Sim/calibration.py (toml_write), freemocap calibration_result.py, mprib/caliscope camera_array.py.
/// </summary>
internal static class TomlRig
{
    // Tables that are no cameras, as Pose2Sim's reader skips them.
    private static readonly string[] Others = ["metadata", "capture_volume", "charuco", "checkerboard"];

    /// <summary>Whether some table looks like a camera.</summary>
    public static bool Is(JsonObject document) => Tables(document).Any(table => table.Value.ContainsKey("size") || table.Value.ContainsKey("matrix"));

    public static RigDraft Read(JsonObject document)
    {
        var (cameras, left) = (new List<CameraDraft>(), new List<string>());
        var isCaliscope = IsCaliscope(document);
        foreach (var (key, table) in Tables(document))
        {
            var name = isCaliscope ? $"cam_{table.First("cam_id", "port").Text() ?? key}" : table.First("name").Text() ?? key;
            if (isCaliscope && (table.First("ignore").IsTrue() || !table.ContainsKey("matrix") || !table.ContainsKey("rotation")))
                left.Add(name);
            else
                cameras.Add(Camera(name, table));
        }
        var isFreeMoCap =
            Tables(document).Any(table => table.Value.ContainsKey("world_position")) || document["metadata"].First("groundplane_applied", "board") is not null;
        var notes = left.Count > 0 ? [$"left out: {string.Join(", ", left)}, which Caliscope ignores or has not placed"] : new List<string>();
        notes.AddRange(
            Tables(document)
                .Where(table => table.Value.First("rotation_count").Number() is { } turns && turns % 4 != 0)
                .Select(table =>
                    $"the video of cam_{table.Value.First("cam_id", "port").Text() ?? table.Key} was turned by {table.Value["rotation_count"].Number() * 90}° "
                    + "before calibration: the camera is that of the turned image"
                )
        );
        return new RigDraft(
            isCaliscope ? "Caliscope's TOML"
                : isFreeMoCap ? "FreeMoCap's TOML"
                : IsPose2Sim(document) ? "Pose2Sim's TOML"
                : "anipose's TOML",
            isCaliscope || IsPose2Sim(document) ? RigUnit.Metre
                : isFreeMoCap ? RigUnit.Millimetre
                : null,
            cameras
        )
        {
            Up = IsPose2Sim(document) || document["metadata"].First("groundplane_applied").IsTrue() ? WorldUp.Z : null,
            Notes = notes,
        };
    }

    /// <summary>A camera with anipose's fields, in whatever document.</summary>
    public static CameraDraft Camera(string name, JsonObject table) =>
        new(name)
        {
            Size = table.First("size", "image_size").Numbers(),
            Matrix = table.First("matrix").Numbers(),
            Distortion = table.First("distortions", "distortion").Numbers(),
            IsFisheye = table.First("fisheye").IsTrue(),
            Rotation = table.First("rotation").Numbers(),
            Translation = table.First("translation").Numbers(),
        };

    private static bool IsCaliscope(JsonObject document) => document["cameras"] is JsonObject;

    // Pose2Sim writes four coefficients and "fisheye" in each table; anipose writes five (or four for fisheye), and "fisheye" only where it is true.
    private static bool IsPose2Sim(JsonObject document) =>
        !IsCaliscope(document) && Tables(document).All(table => table.Value.ContainsKey("fisheye") && table.Value.First("distortions").Numbers()?.Length == 4);

    private static IEnumerable<KeyValuePair<string, JsonObject>> Tables(JsonObject document) =>
        (document["cameras"] is JsonObject cameras ? cameras : document).Objects().Where(table => !Others.Contains(table.Key));
}
