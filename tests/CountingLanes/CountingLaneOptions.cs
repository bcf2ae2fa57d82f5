using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Lanes;

namespace StreamLift.Tests.CountingLanes;

/// <summary>What a lane that counts is told.</summary>
/// <param name="Bootstrap">The broker, host:port.</param>
/// <param name="Input">The topic of records, whose values are names of streams.</param>
/// <param name="Output">The topic of counts.</param>
/// <param name="Letters">The topic of dead letters.</param>
internal sealed record CountingLaneOptions(string Bootstrap, string Input, string Output, string Letters)
{
    public Guarantee Guarantee { get; init; } = Guarantee.AtLeastOnce;

    /// <summary>The state topic; null: counts are in memory only.</summary>
    public string? State { get; init; }

    /// <summary>The name of the lane in its group, and in its transactional id.</summary>
    public string Instance { get; init; } = "";

    /// <summary>Whether it ends by itself once it has read what the input held at its start.</summary>
    public bool UntilEnd { get; init; }

    /// <summary>Its batches' size.</summary>
    public int MaxBatch { get; init; } = 64;

    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The output's max.message.bytes where records are compressed: only the broker can tell whether it takes one. 0: they are not.</summary>
    public int CompressedLimit { get; init; }

    public ILogger Log { get; init; } = NullLogger.Instance;

    public string Group => $"group-{Input}";
}
