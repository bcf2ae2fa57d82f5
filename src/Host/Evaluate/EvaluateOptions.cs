using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Wire;

namespace StreamLift.Host.Evaluate;

/// <summary>The options of <c>evaluate</c>.</summary>
internal sealed record EvaluateOptions
{
    public required BrokerOptions Broker { get; init; }

    public required MotionOptions Truth { get; init; }

    /// <summary>The encoding of records without a content-type header.</summary>
    public WireEncoding Encoding { get; init; }

    /// <summary>Whether the topic holds people of rigs, the output of `fuse`; else poses.</summary>
    public bool IsPeople { get; init; }

    /// <summary>The one rig to score; null: all.</summary>
    public string? RigName { get; init; }

    /// <summary>Whether to print one JSON object instead of a table.</summary>
    public bool Json { get; init; }
}
