using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Wire;

namespace StreamLift.Host.Evaluate;

/// <summary>What <c>evaluate</c> reads, and what it holds it against.</summary>
internal sealed record EvaluateOptions
{
    public required BrokerOptions Broker { get; init; }

    public required MotionOptions Truth { get; init; }

    /// <summary>Of records without a content-type header.</summary>
    public WireEncoding Encoding { get; init; }

    /// <summary>Print one JSON object instead of a table.</summary>
    public bool Json { get; init; }
}
