using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Wire;

namespace StreamLift.Host.Produce;

/// <summary>What <c>produce</c> sends where.</summary>
internal sealed record ProduceOptions
{
    public required BrokerOptions Broker { get; init; }

    public required MotionOptions Motion { get; init; }

    /// <summary>Whether the synthetic performer goes on until it is stopped.</summary>
    public bool Endless { get; init; }

    /// <summary>Frames a second of each stream; null: as fast as the broker takes them.</summary>
    public double? Rate { get; init; }

    /// <summary>The layout to send, by name; null: the data's own.</summary>
    public string? Layout { get; init; }

    /// <summary>A file of layouts of the user's own.</summary>
    public string? Layouts { get; init; }

    public WireEncoding Encoding { get; init; }

    /// <summary>How many frames of a stream go in one record; 1: each alone, no list.</summary>
    public int FramesPerRecord { get; init; } = 1;

    public bool CreateTopics { get; init; }
}
