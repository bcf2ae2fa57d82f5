using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>The options of <c>bench</c>.</summary>
internal sealed record BenchOptions
{
    /// <summary>The parts of a measurement.</summary>
    public static IReadOnlyList<string> AllParts { get; } = ["stages", "throughput", "latency"];

    /// <summary>The broker, host:port; null: only the stages without a broker.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>The selected ones of <see cref="AllParts"/>; null: all that are possible.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Frames in the topic for the throughput.</summary>
    public int Frames { get; init; } = 300_000;

    /// <summary>People per frame.</summary>
    public int People { get; init; } = 1;

    /// <summary>Encoding of frames and poses.</summary>
    public WireEncoding Encoding { get; init; } = WireEncoding.Json;

    /// <summary>Frames per second for the latency.</summary>
    public int Rate { get; init; } = 1000;

    /// <summary>Duration of the latency measurement.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Warm-up before the latency measurement, at the same rate.</summary>
    public int WarmUp { get; init; } = 10;

    /// <summary>Duration of the measurement of each stage; its warm-up takes as long again.</summary>
    public double StageSeconds { get; init; } = 1;

    /// <summary>Repetitions per stage.</summary>
    public int Repetitions { get; init; } = 5;

    /// <summary>Options that are passed to <c>run</c>.</summary>
    public IReadOnlyList<string> Run { get; init; } = [];

    /// <summary>librdkafka properties, with values from files and the environment resolved.</summary>
    public IReadOnlyDictionary<string, string> Kafka { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether to print one JSON object instead of tables.</summary>
    public bool Json { get; init; }

    /// <summary>What an earlier measurement printed as JSON, to show beside this one; null: none.</summary>
    public string? Compare { get; init; }

    /// <summary>Whether a part is selected and possible.</summary>
    public bool Wants(string part) => (Only ?? AllParts).Contains(part) && (part == "stages" || Bootstrap is not null);

    /// <exception cref="ConfigurationException">With every value out of range.</exception>
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
        if (Compare is not null && Json)
            problems.Add("--compare prints a table: not with --json");
        return problems.Count == 0 ? this : throw new ConfigurationException(problems);

        void Check(string flag, int value, int least, int most)
        {
            if (value < least || value > most)
                problems.Add($"{flag} {value}: from {least} to {most}");
        }
    }
}
