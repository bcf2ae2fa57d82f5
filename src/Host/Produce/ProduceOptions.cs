using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Wire;

namespace StreamLift.Host.Produce;

/// <summary>The options of <c>produce</c>.</summary>
internal sealed record ProduceOptions
{
    public required BrokerOptions Broker { get; init; }

    public required MotionOptions Motion { get; init; }

    /// <summary>Whether the synthetic performer runs until it is stopped.</summary>
    public bool Endless { get; init; }

    /// <summary>Frames per second of each stream; null: as fast as the broker accepts them.</summary>
    public double? Rate { get; init; }

    /// <summary>The name of the layout to send; null: the data's own.</summary>
    public string? Layout { get; init; }

    /// <summary>A file of custom layouts.</summary>
    public string? Layouts { get; init; }

    public WireEncoding Encoding { get; init; }

    /// <summary>Frames of a stream per record; 1: no list.</summary>
    public int FramesPerRecord { get; init; } = 1;

    public bool CreateTopics { get; init; }
}
