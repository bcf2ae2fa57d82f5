using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Sink.Client;
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
    private readonly EncodedRecords _encoded = new();
    private readonly bool _isCompressed;
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
    public bool HasEncoded => _encoded.Count > 0;

    /// <summary>
    /// Encodes a batch, except for records of assignments that have ended. Dead letters are sent at once. The countdown is closed when it returns, and when it
    /// throws.
    /// </summary>
    public void Encode(RecordBatch batch, DeliveryCountdown countdown, IRecordProducer producer)
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

            batch.Mark(BatchStep.Encoded);
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
        _encoded.Add(batch, index, countdown!, key, value, _envelope.HeadersFor(record, EncodingFor(record)));
        countdown!.AddPending();
    }

    /// <summary>Hands everything that is encoded to the client.</summary>
    public void Send(IRecordProducer producer)
    {
        for (var i = 0; i < _encoded.Count; i++)
        {
            try
            {
                if (i == 0 || _encoded[i - 1].Batch != _encoded[i].Batch)
                    _encoded[i].Batch.Mark(BatchStep.Sent);
                Send(_encoded[i], producer);
                if (i + 1 == _encoded.Count || _encoded[i + 1].Batch != _encoded[i].Batch)
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
    public static bool TryProduce(IRecordProducer producer, string topic, in RecordParts record, ReportReceiver receiver, IRejectionHandler rejections)
    {
        while (true)
        {
            switch (producer.Produce(topic, record, receiver))
            {
                case ErrorCode.NoError:
                    return true;
                case ErrorCode.MsgSizeTooLarge:
                    return false;
                default:
                    if (rejections.HasFailed)
                        throw new KafkaException(ErrorCode.Local_QueueFull);
                    Thread.Sleep(1);
                    break;
            }
        }
    }

    /// <summary>Discards what is encoded: it is reported as failed, and read again.</summary>
    public void Discard(Error error) => Abandon(0, error);

    private void Send(in EncodedRecord record, IRecordProducer producer)
    {
        if (OutputEnvelope.SizeOf(record.KeyLength, record.ValueLength, record.Headers) > _limits.Output)
            SendLarge(record, producer);
        else if (!TryProduce(producer, _options.Output, record.Parts, record.Countdown, _rejections))
            SendDeadLetter(record.Batch, record.Index, record.ValueLength, record.Countdown, 0, producer);
    }

    // Compressed it may fit; only the broker knows. A method of its own, since its captures are allocated where the method begins.
    private void SendLarge(in EncodedRecord record, IRecordProducer producer)
    {
        var (batch, index, size, countdown) = (record.Batch, record.Index, record.ValueLength, record.Countdown);
        ref readonly var input = ref batch.Records[index];
        var rejections = _isCompressed ? _rejections.RejectionCount(input) : 0;
        if (_isCompressed && rejections == 0)
        {
            var receiver = _deadLetters.ReceiverFor(input, countdown, () => SendDeadLetter(batch, index, size, countdown, 0, producer));
            if (TryProduce(producer, _options.Output, record.Parts, receiver, _rejections))
                return;
        }

        SendDeadLetter(batch, index, size, countdown, rejections - 1, producer);
    }

    // The record is pending already: its dead letter takes its place.
    private void SendDeadLetter(RecordBatch batch, int index, int size, DeliveryCountdown countdown, int rejections, IRecordProducer producer)
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
        for (var i = from; i < _encoded.Count; i++)
            _encoded[i].Countdown.Report(error);
        Clear();
    }

    private void Clear()
    {
        _encoded.Clear();
        _deadLettered = default;
    }

    private static Error ErrorOf(Exception e) => (e as KafkaException)?.Error ?? new Error(ErrorCode.Local_Fail, e.Message);
}
