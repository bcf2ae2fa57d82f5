using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter.Stage;
using StreamLift.Sink.Records;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests;

/// <summary>A lane's writing side without a reading side.</summary>
internal static class Contexts
{
    public static SinkContext Of(SinkOptions options, SinkTelemetry telemetry, OrderedBatchQueue? queue = null) =>
        new()
        {
            Options = options,
            Stage = new EncodingStage(),
            Queue = queue ?? new OrderedBatchQueue(4),
            Pool = new BatchPool(4, () => new LiftBatch(1, 34)),
            Limits = TopicLimits.Unknown,
            TransactionalId = "",
            Telemetry = telemetry,
            OnBrokerError = _ => { },
            Clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch),
        };

    public static SourceCallbacks Source(Action<RecordBatch>? delivered = null) =>
        new(delivered ?? (_ => { }), _ => { }, () => { }, () => throw new NotSupportedException());

    /// <summary>The lift stage's encoder, without its network.</summary>
    private sealed class EncodingStage : IStage
    {
        public int MaxParallelism => 1;

        public bool RunsInline => true;

        public IRecordDecoder Decoder => throw new NotSupportedException();

        public RecordBatch CreateBatch() => new LiftBatch(1, 34);

        public void Process(RecordBatch batch) { }

        public IRecordEncoder CreateEncoder() => new PoseRecordEncoder();

        public void OnAssigned(AssignedPartition partition) { }

        public void OnRevoked(AssignedPartition partition) { }
    }
}
