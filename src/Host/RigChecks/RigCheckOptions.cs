using StreamLift.Host.Brokers;
using StreamLift.Wire;

namespace StreamLift.Host.RigChecks;

/// <summary>The options of <c>rig check</c>.</summary>
internal sealed record RigCheckOptions
{
    /// <summary>The topic of people.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>The rig file.</summary>
    public required string Rig { get; init; }

    /// <summary>The topic of poses with keypoints; null: none.</summary>
    public string? Poses { get; init; }

    /// <summary>The largest median reprojection error of a camera, px; null: none.</summary>
    public double? LimitPixels { get; init; }

    /// <summary>The encoding of records without a content-type header.</summary>
    public WireEncoding Encoding { get; init; }

    /// <summary>Whether to print one JSON object instead of a table.</summary>
    public bool Json { get; init; }
}
