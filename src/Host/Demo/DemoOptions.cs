using StreamLift.Host.Viewing;
using StreamLift.Poses;

namespace StreamLift.Host.Demo;

/// <summary>The options of <c>demo</c>.</summary>
internal sealed record DemoOptions
{
    /// <summary>The longest duration: that of a demo that is watched until Ctrl+C.</summary>
    public const double MostSeconds = 86_400;

    /// <summary>The duration.</summary>
    public double Seconds { get; init; } = 30;

    /// <summary>Frames per second of each camera.</summary>
    public double Rate { get; init; } = 30;

    /// <summary>The broker, host:port; null: the embedded one.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>The model file; null: the one that comes with StreamLift.</summary>
    public string? Model { get; init; }

    /// <summary>Time limit for the broker's first answer, in the configuration's format; null: <c>run</c>'s default.</summary>
    public string? ConnectTimeout { get; init; }

    /// <summary>Further librdkafka properties for every client.</summary>
    public IReadOnlyDictionary<string, string> Kafka { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the live viewer is; null: none.</summary>
    public ViewAddress? View { get; init; }

    /// <summary>Whether a browser is opened on the viewer, where there is one.</summary>
    public bool OpensBrowser { get; init; }

    /// <summary>The number of frames of each camera.</summary>
    public long Frames => (long)Math.Ceiling(Seconds * Rate);

    /// <exception cref="ConfigurationException">With every number out of range.</exception>
    public DemoOptions Checked()
    {
        var problems = new List<string>();
        if (!(Seconds > 0 && Seconds <= MostSeconds))
            problems.Add($"--seconds {Seconds}: more than 0 and at most 86400");
        if (!(Rate >= 1 && Rate <= 1000))
            problems.Add($"--rate {Rate}: from 1 to 1000 frames per second");
        return problems.Count == 0 ? this : throw new ConfigurationException(problems);
    }
}
