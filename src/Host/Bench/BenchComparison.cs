using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamLift.Poses;

namespace StreamLift.Host.Bench;

/// <summary>A measurement beside one that <c>bench --json</c> has printed before, on this machine or another.</summary>
internal sealed class BenchComparison
{
    private static readonly string[] Conditions = ["model", "device", "encoding", "people"];

    private static readonly (string Part, string Value, string Label)[] Figures =
    [
        ("throughput", "posesPerSecond", "throughput, poses/s"),
        ("throughput", "firstPoseSeconds", "start to first pose, s"),
        ("throughput", "peakMiB", "peak memory, MiB"),
        ("latency", "p50", "latency p50, ms"),
        ("latency", "p99", "latency p99, ms"),
        ("latency", "p999", "latency p99.9, ms"),
    ];

    private readonly JsonNode _stored;

    private BenchComparison(JsonNode stored) => _stored = stored;

    /// <summary>Reads a stored measurement.</summary>
    /// <exception cref="ConfigurationException">The file can't be read, or is none.</exception>
    public static BenchComparison Read(string file)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject stored && stored["machine"] is JsonValue && stored["stages"] is JsonArray)
                return new BenchComparison(stored);
            throw new ConfigurationException([$"--compare {file}: not a measurement of bench: streamlift bench --json >FILE makes one"]);
        }
        catch (JsonException e)
        {
            throw new ConfigurationException([$"--compare {file}: not JSON ({e.Message}): streamlift bench --json >FILE makes such a file"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"--compare {file}: {e.Message}"]);
        }
    }

    /// <summary>What both have measured, side by side; a stage in nanoseconds of processor time a pose.</summary>
    public ReportTable With(BenchReport report)
    {
        var here = JsonNode.Parse(report.ToJson())!;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var stage in here["stages"]!.AsArray())
            if (_stored["stages"]!.AsArray().FirstOrDefault(other => Name(other!) == Name(stage!)) is { } same)
                Add($"{Name(stage!)}, ns a pose", stage!["nanoseconds"], same["nanoseconds"]);
        foreach (var (part, value, label) in Figures)
            Add(label, here[part]?[value], _stored[part]?[value]);
        var differ = Conditions.Where(name => here[name]?.ToString() != _stored[name]?.ToString()).Select(name => $"{name} {_stored[name]}").ToList();
        var note = differ.Count == 0 ? "" : $"; not measured alike: the stored one has {string.Join(", ", differ)}";
        return new ReportTable(
            $"beside a stored measurement ({_stored["machine"]}){note}{(rows.Count == 0 ? "; both have measured nothing that is the same" : "")}",
            ["", "this machine", "stored", "this / stored"],
            rows
        );

        void Add(string label, JsonNode? mine, JsonNode? other)
        {
            if (Number(mine) is { } measured && Number(other) is { } stored)
                rows.Add([label, Text(measured, "#,0.##"), Text(stored, "#,0.##"), stored == 0 ? "–" : Text(measured / stored, "0.00")]);
        }
    }

    private static string Name(JsonNode stage)
    {
        var (encoding, batch) = (stage["encoding"]?.ToString(), stage["batch"]?.ToString());
        return $"{stage["stage"]}{(encoding is null ? "" : $" {encoding}")}{(batch is null ? "" : $", batches of {batch}, threads {stage["threads"]}")}";
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
