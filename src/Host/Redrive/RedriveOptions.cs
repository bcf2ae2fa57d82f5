using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Redrive;

/// <summary>Which dead letters go where.</summary>
internal sealed record RedriveOptions
{
    /// <summary>The dead-letter topic, and how to get there.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>The topic that the letters go to.</summary>
    public required string To { get; init; }

    /// <summary>The group whose committed offsets say which letters were sent before. It never has members.</summary>
    public required string Group { get; init; }

    /// <summary>Only letters with these reasons; empty: all.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Leave aside what was sent before, and begin with the first letter there is.</summary>
    public bool FromEarliest { get; init; }

    /// <summary>Print one JSON object instead of a table.</summary>
    public bool Json { get; init; }
}
