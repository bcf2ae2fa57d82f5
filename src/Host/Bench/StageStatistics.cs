using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>What one stage costs, alone.</summary>
/// <param name="Stage">decode, features, inference, encode, consume, produce.</param>
/// <param name="Encoding">Of the records; null where that is none of the stage's business.</param>
/// <param name="Batch">Of inference: people in a batch.</param>
/// <param name="Threads">That work at once.</param>
/// <param name="Nanoseconds">Of processor time a pose, all threads together, the Kafka client's among them.</param>
/// <param name="PosesPerSecond">By the clock on the wall.</param>
/// <param name="BytesPerRecord">Allocated by .NET.</param>
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
    /// <summary>Of the processor time that a pose takes from the consumer to the broker's acknowledgement; null for stages that it doesn't pass.</summary>
    public double? Share { get; init; }

    /// <summary>Gives those stages that a pose passes their shares of the sum.</summary>
    public static IReadOnlyList<StageStatistics> WithShares(IReadOnlyList<StageStatistics> stages, Func<StageStatistics, bool> passes)
    {
        var sum = stages.Where(passes).Sum(stage => stage.Nanoseconds.Median);
        return [.. stages.Select(stage => passes(stage) && sum > 0 ? stage with { Share = stage.Nanoseconds.Median / sum } : stage)];
    }
}
