using StreamLift.Poses;

namespace StreamLift.Host.Demo;

/// <summary>What <c>demo</c> was asked for.</summary>
internal sealed record DemoOptions
{
    /// <summary>How long the performer performs.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>Frames a second of each camera.</summary>
    public double Rate { get; init; } = 30;

    /// <summary>A broker to use, host:port; null: the embedded one.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>The model file; null: the one that comes with StreamLift.</summary>
    public string? Model { get; init; }

    /// <summary>How long the broker may take to answer, as the configuration writes a time; null: as long as <c>run</c> gives it.</summary>
    public string? ConnectTimeout { get; init; }

    /// <summary>Further librdkafka properties for every client.</summary>
    public IReadOnlyDictionary<string, string> Kafka { get; init; } = new Dictionary<string, string>();

    /// <summary>Frames of each camera in all.</summary>
    public long Frames => (long)Math.Ceiling(Seconds * Rate);

    /// <exception cref="ConfigurationException">With every number that is out of its range.</exception>
    public DemoOptions Checked()
    {
        var problems = new List<string>();
        if (!(Seconds > 0 && Seconds <= 86_400))
            problems.Add($"--seconds {Seconds}: more than 0 and at most 86400");
        if (!(Rate >= 1 && Rate <= 1000))
            problems.Add($"--rate {Rate}: from 1 to 1000 frames per second");
        return problems.Count == 0 ? this : throw new ConfigurationException(problems);
    }
}
