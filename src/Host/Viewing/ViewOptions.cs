using StreamLift.Host.Brokers;
using StreamLift.Wire;

namespace StreamLift.Host.Viewing;

/// <summary>The options of <c>view</c>.</summary>
internal sealed record ViewOptions
{
    public required BrokerOptions Broker { get; init; }

    /// <summary>The topic of poses for the 2D of people's cameras; null: none.</summary>
    public string? Poses { get; init; }

    /// <summary>The files of rigs; empty: none.</summary>
    public string Rig { get; init; } = "";

    /// <summary>The file of custom layouts; empty: none.</summary>
    public string Layouts { get; init; } = "";

    /// <summary>The encoding of records without a content-type header.</summary>
    public WireEncoding Encoding { get; init; }

    /// <summary>Where the page is.</summary>
    public required ViewAddress Address { get; init; }
}
