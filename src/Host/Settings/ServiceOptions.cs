using StreamLift.Host.Running;

namespace StreamLift.Host.Settings;

/// <summary>Settings of the process: configuration section <c>StreamLift:Service</c>.</summary>
internal sealed class ServiceOptions
{
    /// <summary>Consumers in this process, each with its worker and its producer.</summary>
    public int Lanes { get; set; } = 1;

    /// <summary>The topic that the second stage in this process writes people to. Empty: there is only the first stage.</summary>
    public string People { get; set; } = "";

    /// <summary>Time limit for the broker's first answer.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether to create missing topics.</summary>
    public bool CreateTopics { get; set; }

    /// <summary>Where the health endpoints listen: host:port, or off.</summary>
    public string Http { get; set; } = "127.0.0.1:8787";

    /// <summary>Whether the health endpoints' port has the live viewer too, at <c>/view/</c>.</summary>
    public bool View { get; set; }

    /// <summary>The file with the token that viewers need. Empty: none.</summary>
    public string ViewToken { get; set; } = "";

    /// <summary>Whether to log at debug level.</summary>
    public bool Verbose { get; set; }
}
