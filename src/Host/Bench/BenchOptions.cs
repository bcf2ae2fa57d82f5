using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>What <c>bench</c> was asked for.</summary>
internal sealed record BenchOptions
{
    /// <summary>The parts there are.</summary>
    public static IReadOnlyList<string> AllParts { get; } = ["stages", "throughput", "latency"];

    /// <summary>A broker, host:port; null: the stages that need none.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>Which of <see cref="AllParts"/>; null: all that can be had.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>In the topic that throughput is measured from.</summary>
    public int Frames { get; init; } = 300_000;

    /// <summary>In each frame.</summary>
    public int People { get; init; } = 1;

    /// <summary>Of the frames, and so of the poses.</summary>
    public WireEncoding Encoding { get; init; } = WireEncoding.Json;

    /// <summary>Frames a second when latency is measured.</summary>
    public int Rate { get; init; } = 1000;

    /// <summary>How long latency is measured.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>How long frames go at that rate before.</summary>
    public int WarmUp { get; init; } = 10;

    /// <summary>How long each stage is measured, its warm-up as long again.</summary>
    public double StageSeconds { get; init; } = 1;

    /// <summary>In how many pieces; their spread is shown.</summary>
    public int Repetitions { get; init; } = 5;

    /// <summary>Flags of <c>run</c>, as it would be given them.</summary>
    public IReadOnlyList<string> Run { get; init; } = [];

    /// <summary>librdkafka properties, with what files and environment hold.</summary>
    public IReadOnlyDictionary<string, string> Kafka { get; init; } = new Dictionary<string, string>();

    /// <summary>Print one JSON object instead of tables.</summary>
    public bool Json { get; init; }

    /// <summary>Whether a part is wanted and can be had.</summary>
    public bool Wants(string part) => (Only ?? AllParts).Contains(part) && (part == "stages" || Bootstrap is not null);

    /// <exception cref="ConfigurationException">With everything that is out of its range.</exception>
    public BenchOptions Checked()
    {
        var problems = new List<string>();
        Check("--frames", Frames, 1, 100_000_000);
        Check("--people", People, 1, 100);
        Check("--rate", Rate, 1, 100_000);
        Check("--seconds", Seconds, 1, 3600);
        Check("--warm-up", WarmUp, 0, 3600);
        Check("--repetitions", Repetitions, 1, 1000);
        if (!(StageSeconds is >= 0.01 and <= 600))
            problems.Add($"--stage-seconds {StageSeconds}: from 0.01 to 600");
        foreach (var part in (Only ?? []).Except(AllParts))
            problems.Add($"--only {part}: the parts are {string.Join(", ", AllParts)}");
        if (Bootstrap is null && Only is not null && !Only.Contains("stages"))
            problems.Add("no broker: throughput and latency need --bootstrap host:port");
        return problems.Count == 0 ? this : throw new ConfigurationException(problems);

        void Check(string flag, int value, int least, int most)
        {
            if (value < least || value > most)
                problems.Add($"{flag} {value}: from {least} to {most}");
        }
    }
}
