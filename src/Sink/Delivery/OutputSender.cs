using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Records;
using StreamLift.Wire;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Encodes batches, then hands their records to the producer in one burst: records that trickle in would each be sent alone. Sender only, except for dead
/// letters that replace what the broker rejected.
/// </summary>
internal sealed class OutputSender : IOutputWriter
{
    private readonly SinkOptions _options;
    private readonly TopicLimits _limits;
    private readonly IRejectionHandler _rejections;
    private readonly IRecordEncoder _encoder;
    private readonly OutputEnvelope _envelope;
    private readonly DeadLetterSender _deadLetters;
    private readonly List<OutgoingRecord> _encoded = []; // kept for reuse
    private readonly bool _isCompressed;
    private int _count; // of the encoded ones
    private (RecordBatch? Batch, int Index) _deadLettered; // the last record whose output was too large
    private (RecordBatch? Batch, int Index, DeliveryCountdown? Countdown) _input; // what is being encoded

    /// <param name="context">What the sink is given.</param>
    /// <param name="rejections">What follows from a rejection.</param>
    public OutputSender(SinkContext context, IRejectionHandler rejections)
    {
        (_options, _limits, _rejections) = (context.Options, context.Limits, rejections);
        _encoder = context.Stage.CreateEncoder();
        _envelope = new OutputEnvelope(_options.SourceHeader);
        _isCompressed = ProducerSettings.For(context).CompressionType is not (null or CompressionType.None);
        _deadLetters = new DeadLetterSender(_options, _limits, context.Telemetry.FirstDeadLetters, rejections, _isCompressed);
    }

    /// <summary>Whether encoded records wait to be sent.</summary>
    public bool HasEncoded => _count > 0;

    /// <summary>
    /// Encodes a batch, except for records of assignments that have ended. Dead letters are sent at once. The countdown is closed when it returns, and when it
    /// throws.
    /// </summary>
    public void Encode(RecordBatch batch, DeliveryCountdown countdown, IProducer<byte[]?, byte[]?> producer)
    {
        try
        {
            for (var i = 0; i < batch.Count; i++)
            {
                ref readonly var record = ref batch.Records[i];
                if (record.Partition.IsRevoked)
                    continue;
                _input = (batch, i, countdown);
                if (record.Rejection == Rejection.None)
                    _encoder.Encode(batch, i, this);
                else
                    _deadLetters.Send(DeadLetter.Of(batch, record), record, countdown, _rejections.RejectionCount(record), producer);
            }
        }
        catch (Exception e)
        {
            countdown.AddPending();
            countdown.Report(ErrorOf(e)); // a batch that was not encoded whole never counts as delivered
            Abandon(0, ErrorOf(e));
            throw;
        }
        finally
        {
            _input = default;
            countdown.Close();
        }
    }

    /// <inheritdoc/>
    public WireEncoding EncodingFor(in InputRecord record) => _options.OutputEncoding ?? record.Encoding;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ref readonly var record = ref _input.Batch!.Records[_input.Index];
        WriteKeyed(record.Key.IsAbsent ? key : _input.Batch.Bytes(record.Key), value);
    }

    /// <inheritdoc/>
    public void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var (batch, index, countdown) = _input;
        ref readonly var record = ref batch!.Records[index];
        if (_count == _encoded.Count)
            _encoded.Add(new());
        var outgoing = _encoded[_count];
        (outgoing.Batch, outgoing.Index, outgoing.Countdown) = (batch, index, countdown);
        outgoing.Message.Value = value.ToArray();
        outgoing.Message.Key = _envelope.Key(key);
        outgoing.Message.Headers = _envelope.HeadersFor(record, EncodingFor(record));
        countdown!.AddPending();
        _count++;
    }

    /// <summary>Hands everything that is encoded to the client.</summary>
    public void Send(IProducer<byte[]?, byte[]?> producer)
    {
        for (var i = 0; i < _count; i++)
        {
            try
            {
                Send(_encoded[i], producer);
                if (i + 1 == _count || _encoded[i + 1].Batch != _encoded[i].Batch)
                    FailPoint.Hit(FailPointStep.Produce);
            }
            catch (Exception e)
            {
                Abandon(i, ErrorOf(e));
                throw;
            }
        }

        Clear();
    }

    /// <summary>Hands a record to the client, and waits while its queue is full: then the output broker is slow, and the record is good. Any thread.</summary>
    /// <returns>False where the record is larger than the producer takes.</returns>
    public static bool TryProduce(
        IProducer<byte[]?, byte[]?> producer,
        string topic,
        Message<byte[]?, byte[]?> message,
        Action<DeliveryReport<byte[]?, byte[]?>> handler,
        IRejectionHandler rejections,
        int? partition = null
    )
    {
        while (true)
        {
            try
            {
                if (partition is { } number)
                    producer.Produce(new TopicPartition(topic, number), message, handler);
                else
                    producer.Produce(topic, message, handler);
                return true;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                if (rejections.HasFailed)
                    throw;
                Thread.Sleep(1);
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                return false;
            }
        }
    }

    /// <summary>Discards what is encoded: it is reported as failed, and read again.</summary>
    public void Discard(Error error) => Abandon(0, error);

    private void Send(OutgoingRecord outgoing, IProducer<byte[]?, byte[]?> producer)
    {
        var (message, batch, index, countdown) = (outgoing.Message, outgoing.Batch!, outgoing.Index, outgoing.Countdown!);
        if (OutputEnvelope.SizeOf(message) > _limits.Output)
            SendLarge(message, batch, index, countdown, producer);
        else if (!TryProduce(producer, _options.Output, message, countdown.Handler, _rejections))
            SendDeadLetter(batch, index, message.Value!.Length, countdown, 0, producer);
    }

    // Compressed it may fit; only the broker knows. A method of its own, since its captures are allocated where the method begins.
    private void SendLarge(Message<byte[]?, byte[]?> message, RecordBatch batch, int index, DeliveryCountdown countdown, IProducer<byte[]?, byte[]?> producer)
    {
        ref readonly var record = ref batch.Records[index];
        var (size, rejections) = (message.Value!.Length, _isCompressed ? _rejections.RejectionCount(record) : 0);
        if (_isCompressed && rejections == 0)
        {
            var handler = _deadLetters.HandlerFor(record, countdown, () => SendDeadLetter(batch, index, size, countdown, 0, producer));
            if (TryProduce(producer, _options.Output, message, handler, _rejections))
                return;
        }

        SendDeadLetter(batch, index, size, countdown, rejections - 1, producer);
    }

    // The record is pending already: its dead letter takes its place.
    private void SendDeadLetter(RecordBatch batch, int index, int size, DeliveryCountdown countdown, int rejections, IProducer<byte[]?, byte[]?> producer)
    {
        ref readonly var record = ref batch.Records[index];
        if (ReferenceEquals(_deadLettered.Batch, batch) && _deadLettered.Index == index)
        {
            countdown.Report(null); // one dead letter for a record, however many of its outputs are too large
            return;
        }

        _deadLettered = (batch, index);
        _rejections.OnDeadLettered(batch, index);
        _deadLetters.Replace(DeadLetter.OfOutput(batch, index, size), record, countdown, rejections, producer);
    }

    // What has not been sent, from an index on, is reported as failed.
    private void Abandon(int from, Error error)
    {
        for (var i = from; i < _count; i++)
            _encoded[i].Countdown!.Report(error);
        Clear();
    }

    private void Clear()
    {
        for (var i = 0; i < _count; i++)
            _encoded[i].Clear();
        (_count, _deadLettered) = (0, default);
    }

    private static Error ErrorOf(Exception e) => (e as KafkaException)?.Error ?? new Error(ErrorCode.Local_Fail, e.Message);
}

/// <summary>An encoded output record that waits to be sent, and the input record that it was made from. Reused.</summary>
internal sealed class OutgoingRecord
{
    /// <summary>The record; the client takes its parts within Produce.</summary>
    public Message<byte[]?, byte[]?> Message { get; } = new();

    /// <summary>The input record's batch.</summary>
    public RecordBatch? Batch { get; set; }

    /// <summary>The input record's index in the batch.</summary>
    public int Index { get; set; }

    /// <summary>Counts the batch's delivery reports.</summary>
    public DeliveryCountdown? Countdown { get; set; }

    /// <summary>Releases everything.</summary>
    public void Clear()
    {
        (Batch, Countdown) = (null, null);
        (Message.Value, Message.Key, Message.Headers) = (null, null, null);
    }
}
