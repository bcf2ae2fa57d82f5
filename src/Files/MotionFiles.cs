using StreamLift.Files.Markers;
using StreamLift.Files.Records;
using StreamLift.Poses;

namespace StreamLift.Files;

/// <summary>The formats of motion files, and their writers.</summary>
public static class MotionFiles
{
    /// <summary>The formats that can be written.</summary>
    public static IReadOnlyList<MotionFormat> Formats { get; } =
    [
        new("trc", "markers of a person, for OpenSim and Pose2Sim", true, TrcRecording.Create),
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
