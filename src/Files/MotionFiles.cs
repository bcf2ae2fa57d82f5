using StreamLift.Files.Bodies;
using StreamLift.Files.Gltf;
using StreamLift.Files.Markers;
using StreamLift.Files.Records;
using StreamLift.Files.Tables;
using StreamLift.Poses;

namespace StreamLift.Files;

/// <summary>The formats of motion files, and their writers.</summary>
public static class MotionFiles
{
    /// <summary>The formats that can be written.</summary>
    public static IReadOnlyList<MotionFormat> Formats { get; } =
    [
        new("trc", "markers of a person, for OpenSim and Pose2Sim", true, TrcRecording.Create),
        new("c3d", "markers of a person, for Mokka, Visual3D and MATLAB", true, C3dRecording.Create),
        new("bvh", "bones of a person, for Blender, Unreal, Maya and MotionBuilder", true, BvhWriter.Create),
        new("glb", "bones of all people with a mesh (glTF), for Blender, Unity, Godot and browsers", false, (path, info) => new GlbRecording(path, info)),
        new("npz", "a table of all people, for NumPy", false, (path, info) => new TableRecording(path, info, NpzTable.Write)),
        new("csv", "a table of all people, for spreadsheets and pandas", false, (path, info) => new CsvWriter(path, info)),
        new("parquet", "the same table, for pandas, polars, DuckDB and Spark", false, (path, info) => new TableRecording(path, info, ParquetTable.Write)),
        new("ndjson", "the topic's records, one a line", false, (path, info) => new NdjsonWriter(path, info)),
    ];

    /// <summary>The names of the formats, for help and errors: <c>trc, c3d, …</c>.</summary>
    public static string Names => string.Join(", ", Formats);

    /// <summary>The format of a file to be written.</summary>
    /// <param name="path">The file; its ending tells, unless <paramref name="format"/> does.</param>
    /// <param name="format">The name that <c>--format</c> gives. Null: none.</param>
    /// <exception cref="ConfigurationException">There is no such format.</exception>
    public static MotionFormat FormatOf(string path, string? format)
    {
        var ending = Path.GetExtension(path).TrimStart('.');
        var wanted = format?.TrimStart('.') ?? ending;
        return Formats.FirstOrDefault(known => known.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new ConfigurationException(
                format is not null ? $"--format {OneLine.Of(format)}: unknown; known are {Names}"
                : ending.Length == 0 ? $"{path}: its name has no ending that says the format; add one ({Names}), or --format"
                : $"{path}: .{OneLine.Of(ending)} is no format that can be written; these can: {Names}"
            );
    }

    /// <summary>Opens a writer.</summary>
    /// <param name="path">The file. Where each person gets one, <c>walk.trc</c> means <c>walk_P1.trc</c>, <c>walk_P2.trc</c> … of their ids.</param>
    /// <param name="format">The format; see <see cref="FormatOf"/>.</param>
    /// <param name="info">What is known of the recording.</param>
    /// <exception cref="ConfigurationException">The folder can't be written, or the file is there already.</exception>
    public static IMotionWriter Create(string path, MotionFormat format, RecordingInfo info) => format.Create(path, info);
}
