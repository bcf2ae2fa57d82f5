using System.ComponentModel.DataAnnotations;
using StreamLift.Host.Running;

namespace StreamLift.Host.Settings;

/// <summary>Settings of the process: configuration section <c>StreamLift:Service</c>.</summary>
internal sealed class ServiceOptions
{
    /// <summary>Consumers in this process, each with its worker and its producer.</summary>
    [Range(1, 256, ErrorMessage = "--lanes: from {1} to {2}")]
    public int Lanes { get; set; } = 1;

    /// <summary>How long the broker may take to answer at the start.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ErrorMessage = "--connect-timeout: from 0.1 to 3600 seconds")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether missing topics are made.</summary>
    public bool CreateTopics { get; set; }

    /// <summary>Where the health endpoints listen: host:port, or off.</summary>
    [RegularExpression(
        @"([^\s:/]+|\[[0-9a-fA-F:]+\]):(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5]?[0-9]{1,4})|off",
        ErrorMessage = "--http: write it as 127.0.0.1:8787, or off"
    )]
    public string Http { get; set; } = "127.0.0.1:8787";

    /// <summary>Whether to log more.</summary>
    public bool Verbose { get; set; }
}
