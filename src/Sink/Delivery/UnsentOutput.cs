using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Encodes processed batches as a lane does and sends them nowhere, for the warm-up: a producer without a broker takes the records and reports them at once.
/// One thread at a time.
/// </summary>
public sealed class UnsentOutput : IRejectionHandler
{
    private readonly OutputSender _sender;
    private readonly NoBroker _producer;

    /// <param name="context">What the writing side of a lane is given; its queue, its pool and its counters are not used.</param>
    public UnsentOutput(SinkContext context) => (_sender, _producer) = (new OutputSender(context, this), new NoBroker(context.Options.DeadLetters));

    /// <summary>Output records that were made.</summary>
    public long Records => _producer.Records;

    /// <summary>Dead letters that were made.</summary>
    public long Letters => _producer.Letters;

    /// <inheritdoc/>
    bool IRejectionHandler.HasFailed => false;

    /// <summary>Encodes a batch.</summary>
    public void Take(RecordBatch batch)
    {
        var countdown = new DeliveryCountdown(_ => { }, _ => true);
        countdown.Open(batch);
        _sender.Encode(batch, countdown, _producer);
        _sender.Send(_producer);
    }

    /// <inheritdoc/>
    int IRejectionHandler.RejectionCount(in InputRecord record) => 0;

    /// <inheritdoc/>
    void IRejectionHandler.OnDeadLettered(RecordBatch batch, int index) { }

    /// <inheritdoc/>
    void IRejectionHandler.OnTooLarge(AssignedPartition partition, long offset, DeliveryCountdown countdown, Action sendSmaller) { }

    private sealed class NoBroker(string deadLetters) : IRecordProducer
    {
        public long Records { get; private set; }

        public long Letters { get; private set; }

        public ErrorCode Produce(string topic, in RecordParts record, ReportReceiver receiver)
        {
            if (topic == deadLetters)
                Letters++;
            else
                Records++;
            receiver.Report(null, 1);
            return ErrorCode.NoError;
        }
    }
}
