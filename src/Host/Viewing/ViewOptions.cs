using StreamLift.Host.Brokers;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;
using StreamLift.Wire;

namespace StreamLift.Host.Viewing;

/// <summary>The options of <c>view</c>.</summary>
internal sealed record ViewOptions
{
    public required BrokerOptions Broker { get; init; }

    /// <summary>The topic of poses for the 2D of people's cameras; null: none.</summary>
    public string? Poses { get; init; }

    /// <summary>The rigs of the files.</summary>
    public RigCatalogue Rigs { get; init; } = RigCatalogue.BuiltIn;

    /// <summary>The layouts that keypoints may have.</summary>
    public SkeletonCatalogue Layouts { get; init; } = SkeletonCatalogue.BuiltIn;

    /// <summary>The encoding of records without a content-type header.</summary>
    public WireEncoding Encoding { get; init; }

    /// <summary>Where the page is.</summary>
    public required ViewAddress Address { get; init; }
}
