using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Redrive;

/// <summary>The options of <c>redrive</c>.</summary>
internal sealed record RedriveOptions
{
    /// <summary>The dead-letter topic and its broker.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>The topic to send to.</summary>
    public required string To { get; init; }

    /// <summary>The group whose committed offsets record which dead letters were sent. It never has members.</summary>
    public required string Group { get; init; }

    /// <summary>The selected reasons; empty: all.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Whether to ignore earlier redrives and start with the first dead letter.</summary>
    public bool FromEarliest { get; init; }

    /// <summary>Whether to print one JSON object instead of a table.</summary>
    public bool Json { get; init; }
}
