using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Sink;

/// <summary>All that the sink tells and asks the reading side, joined by Host. Any thread.</summary>
/// <param name="Delivered">At least once: every record of a batch is delivered; told before the batch is given back.</param>
/// <param name="Committed">Exactly once: a transaction has committed everything below these marks.</param>
/// <param name="Rewind">Exactly once: a transaction was aborted; what has been read and not committed is to be read again.</param>
/// <param name="Group">Exactly once: the membership of the group that commits the offsets, as it is now.</param>
/// <param name="Release">Gives a batch back.</param>
public sealed record SourceCallbacks(
    Action<LiftBatch> Delivered,
    Action<IReadOnlyCollection<OffsetWatermark>> Committed,
    Action Rewind,
    Func<IConsumerGroupMetadata> Group,
    Action<LiftBatch> Release
);
