using Confluent.Kafka;
using StreamLift.Lanes;

namespace StreamLift.Sink;

/// <summary>What the writing side tells and asks the reading side: the only calls against the direction of the records. Any thread.</summary>
/// <param name="Delivered">At least once: every record of a batch is delivered; called before the batch is returned to the pool.</param>
/// <param name="Committed">Exactly once: a transaction has committed everything below these offsets.</param>
/// <param name="Rewind">Exactly once: a transaction was aborted; what has been read and not committed is to be read again.</param>
/// <param name="GroupMetadata">Exactly once: the membership under which the offsets are committed, as it is now.</param>
public sealed record SourceCallbacks(
    Action<RecordBatch> Delivered,
    Action<IReadOnlyCollection<OffsetWatermark>> Committed,
    Action Rewind,
    Func<IConsumerGroupMetadata> GroupMetadata
);
