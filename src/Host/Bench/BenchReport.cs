using System.Text.Json;
using System.Text.Json.Nodes;
using StreamLift.Lifter.Devices;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>The results of a benchmark and the conditions they were measured under.</summary>
internal sealed record BenchReport
{
    /// <summary>Processor, cores and runtime.</summary>
    public required string Machine { get; init; }

    /// <summary>The model's id.</summary>
    public required string Model { get; init; }

    /// <summary>The device and precision of inference.</summary>
    public required string Device { get; init; }

    /// <summary>The encoding of the frames.</summary>
    public required WireEncoding Encoding { get; init; }

    /// <summary>People per frame.</summary>
    public required int People { get; init; }

    /// <summary>The stages, each measured alone.</summary>
    public IReadOnlyList<StageStatistics> Stages { get; init; } = [];

    /// <summary>Throughput from a filled topic; null: not measured.</summary>
    public ThroughputStatistics? Throughput { get; init; }

    /// <summary>Latency at a fixed rate; null: not measured.</summary>
    public LatencyStatistics? Latency { get; init; }

    /// <summary>The outcome for the topics that were created.</summary>
    public string Topics { get; init; } = "";

    /// <summary>
    /// <c>{"machine":…,"model":…,"device":…,"encoding":"json","people":1,"stages":[{"stage":"decode","encoding":"json","batch":null,"threads":1,
    /// "nanoseconds":…,"least":…,"most":…,
    /// "posesPerSecond":…,"bytesARecord":…,"share":…}],"throughput":{"records":…,"poses":…,"seconds":…,
    /// "posesPerSecond":…,"firstPoseSeconds":…,"peakMiB":…},
    /// "latency":{"frames":…,"rate":…,"p50":…,"p99":…,"p999":…,"max":…},"topics":…}</c>; nanoseconds are CPU time per pose, latencies ms.
    /// </summary>
    public string ToJson() =>
        new JsonObject
        {
            ["machine"] = Machine,
            ["model"] = Model,
            ["device"] = Device,
            ["encoding"] = Word(Encoding),
            ["people"] = People,
            ["stages"] = new JsonArray([.. Stages.Select(Json)]),
            ["throughput"] = JsonSerializer.SerializeToNode(Throughput, JsonSerializerOptions.Web),
            ["latency"] = JsonSerializer.SerializeToNode(Latency, JsonSerializerOptions.Web),
            ["topics"] = Topics,
        }.ToJsonString(JsonSerializerOptions.Default);

    private static JsonObject Json(StageStatistics stage) =>
        new()
        {
            ["stage"] = stage.Stage,
            ["encoding"] = stage.Encoding is { } encoding ? Word(encoding) : null,
            ["batch"] = stage.Batch,
            ["threads"] = stage.Threads,
            ["nanoseconds"] = Math.Round(stage.Nanoseconds.Median, 1),
            ["least"] = Math.Round(stage.Nanoseconds.Min, 1),
            ["most"] = Math.Round(stage.Nanoseconds.Max, 1),
            ["posesPerSecond"] = Math.Round(stage.PosesPerSecond),
            ["bytesARecord"] = Math.Round(stage.BytesPerRecord, 1),
            ["share"] = stage.Share is { } share ? Math.Round(share, 4) : null,
        };

    private static string Word(WireEncoding encoding) => encoding.ToString().ToLowerInvariant();
}
