using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>The cost of one stage alone.</summary>
/// <param name="Stage">decode, features, inference, encode, consume, produce.</param>
/// <param name="Encoding">Encoding of the records; null if it does not affect the stage.</param>
/// <param name="Batch">Batch size of inference, in people.</param>
/// <param name="Threads">Number of concurrent threads.</param>
/// <param name="Nanoseconds">CPU time per pose of all threads, the Kafka client's included.</param>
/// <param name="PosesPerSecond">Poses per second of elapsed time.</param>
/// <param name="BytesPerRecord">Bytes that .NET allocates per record.</param>
internal sealed record StageStatistics(
    string Stage,
    WireEncoding? Encoding,
    int? Batch,
    int Threads,
    SampleRange Nanoseconds,
    double PosesPerSecond,
    double BytesPerRecord
)
{
    /// <summary>The share of the CPU time of a pose from the consumer to the broker's acknowledgement; null for stages that a pose does not pass.</summary>
    public double? Share { get; init; }

    /// <summary>Adds the shares of the stages that a pose passes.</summary>
    public static IReadOnlyList<StageStatistics> WithShares(IReadOnlyList<StageStatistics> stages, Func<StageStatistics, bool> passes)
    {
        var sum = stages.Where(passes).Sum(stage => stage.Nanoseconds.Median);
        return [.. stages.Select(stage => passes(stage) && sum > 0 ? stage with { Share = stage.Nanoseconds.Median / sum } : stage)];
    }
}
