using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.FailPoints;
using StreamLift.Sink.Records;
using StreamLift.Wire;

namespace StreamLift.Sink.Delivery;

/// <summary>
/// Encodes batches' records, then hands them to the producer in one go: records that trickle in would each set out alone.
/// Sink thread only, but for dead letters that go in the place of what the broker refused.
/// </summary>
internal sealed class OutputSender
{
    private readonly SinkOptions _options;
    private readonly TopicLimits _limits;
    private readonly IRejectionHandler _reception;
    private readonly RecordEncoder _encoder = new();
    private readonly KeyCache _keys = new();
    private readonly OutputHeaders _headers;
    private readonly List<OutgoingRecord> _loaded = [];
    private volatile int _count; // of the loaded ones: they stay, to be used again
    private readonly bool _isCompressed;

    /// <param name="parts">What Host gives the lane.</param>
    /// <param name="reception">What follows from a refusal.</param>
    public OutputSender(SinkContext parts, IRejectionHandler reception)
    {
        _options = parts.Options;
        _limits = parts.Limits;
        _reception = reception;
        _headers = new OutputHeaders(_options.SourceHeader);
        _isCompressed = ProducerSettings.For(parts).CompressionType is not (null or CompressionType.None);
    }

    /// <summary>The client to send with.</summary>
    public required IProducer<byte[]?, byte[]?> Producer { get; set; }

    /// <summary>Whether anything waits to be shipped. Any thread.</summary>
    public bool HasEncoded => _count > 0;

    /// <summary>
    /// Encodes a batch, but for what was read under an assignment that is over and what was late. Dead letters set out at once. The tally is closed when it
    /// returns,
    /// and when it throws.
    /// </summary>
    public void Encode(LiftBatch batch, DeliveryCountdown tally)
    {
        var arrivals = batch.Records;
        try
        {
            for (var i = 0; i < arrivals.Length; i++)
            {
                ref readonly var arrival = ref arrivals[i];
                if (arrival.Partition.IsRevoked || batch.IsDropped(arrival))
                    continue;
                tally.AddPending();
                if (arrival.Rejection == Rejection.None)
                    Encode(batch, i, tally);
                else
                    SendLetter(DeadLetter.Of(batch, arrival), arrival, tally, _reception.RejectionCount(arrival));
            }
        }
        catch (Exception e)
        {
            tally.Report(ErrorOf(e)); // of the record that was expected and didn't get out
            Abandon(0, ErrorOf(e));
            throw;
        }
        finally
        {
            tally.Close();
        }
    }

    /// <summary>Hands over everything that is loaded.</summary>
    public void Send()
    {
        for (var i = 0; i < _count; i++)
        {
            try
            {
                SendPoses(_loaded[i]);
                if (i + 1 == _count || _loaded[i + 1].Batch != _loaded[i].Batch)
                    FailPoint.Hit(FailPointStep.Produce);
            }
            catch (Exception e)
            {
                Abandon(i, ErrorOf(e));
                throw;
            }
        }

        Empty();
    }

    /// <summary>Lets go of what is loaded: it is reported as failed, and read again.</summary>
    public void Discard(Error error) => Abandon(0, error);

    /// <summary>Hands a record to the client. A full queue is waited for: the output broker is slow, not the record bad. Any thread.</summary>
    /// <returns>False where it is larger than the producer takes.</returns>
    public bool TryProduce(string topic, Message<byte[]?, byte[]?> message, Action<DeliveryReport<byte[]?, byte[]?>> handler)
    {
        while (true)
        {
            try
            {
                Producer.Produce(topic, message, handler);
                return true;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                if (_reception.HasFailed)
                    throw;
                Thread.Sleep(1);
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                return false;
            }
        }
    }

    private void Encode(LiftBatch batch, int index, DeliveryCountdown tally)
    {
        if (_count == _loaded.Count)
            _loaded.Add(new());
        var outgoing = _loaded[_count];
        (outgoing.Batch, outgoing.Index, outgoing.Tally) = (batch, index, tally);
        ref readonly var arrival = ref batch.Records[index];
        var encoding = _options.OutputEncoding ?? arrival.Encoding;
        outgoing.Message.Value = _encoder.Encode(batch, arrival, encoding).ToArray();
        outgoing.Message.Key = _keys.Get(batch.Bytes(arrival.Key.IsAbsent ? batch.FramesOf(arrival)[0].Stream : arrival.Key));
        outgoing.Message.Headers = _headers.For(arrival, encoding);
        _count++;
    }

    private void SendPoses(OutgoingRecord outgoing)
    {
        var (message, batch, index, tally) = (outgoing.Message, outgoing.Batch!, outgoing.Index, outgoing.Tally!);
        if (RecordSize.Of(message) > _limits.Output)
            SendLarge(message, batch, index, tally);
        else if (!TryProduce(_options.Output, message, tally.Handler))
            SendLetterFor(batch, index, message.Value!.Length, tally, 0);
    }

    // Compressed it may pass; only the broker knows. A method of its own, for what it captures is allocated where the method begins.
    private void SendLarge(Message<byte[]?, byte[]?> message, LiftBatch batch, int index, DeliveryCountdown tally)
    {
        ref readonly var arrival = ref batch.Records[index];
        var (size, refusals) = (message.Value!.Length, _isCompressed ? _reception.RejectionCount(arrival) : 0);
        if (
            !_isCompressed
            || refusals > 0
            || !TryProduce(_options.Output, message, Refusable(arrival.Partition, arrival.Offset, tally, () => SendLetterFor(batch, index, size, tally, 0)))
        )
            SendLetterFor(batch, index, size, tally, refusals - 1);
    }

    private void SendLetterFor(LiftBatch batch, int index, int size, DeliveryCountdown tally, int refusals)
    {
        ref readonly var arrival = ref batch.Records[index];
        _reception.OnDeadLettered(batch, index);
        SendLetter(DeadLetter.OfOutput(batch, arrival, size, _options.SourceHeader), arrival, tally, refusals);
    }

    // What has not set out, from a place on, is reported as failed.
    private void Abandon(int from, Error error)
    {
        for (var i = from; i < _count; i++)
            _loaded[i].Tally!.Report(error);
        Empty();
    }

    private void Empty()
    {
        for (var i = 0; i < _count; i++)
            _loaded[i].Clear();
        _count = 0;
    }

    private static Error ErrorOf(Exception e) => (e as KafkaException)?.Error ?? new Error(ErrorCode.Local_Fail, e.Message);

    private void SendLetter(Message<byte[]?, byte[]?> letter, in InputRecord arrival, DeliveryCountdown tally, int refusals)
    {
        for (; refusals > 0; refusals--)
            if (!DeadLetter.Shrink(letter))
                throw new KafkaException(TooLarge(letter));
        while (!_isCompressed && RecordSize.Of(letter) > _limits.DeadLetters && DeadLetter.Shrink(letter)) { }

        SendLetter(letter, arrival.Partition, arrival.Offset, tally);
    }

    // Any thread, one at a time for a letter. One that can't be made smaller and is still too large ends the process: its topic takes nothing.
    private void SendLetter(Message<byte[]?, byte[]?> letter, AssignedPartition origin, long offset, DeliveryCountdown tally)
    {
        while (!TryProduce(_options.DeadLetters, letter, Refusable(origin, offset, tally, () =>
                {
                    if (DeadLetter.Shrink(letter))
                        SendLetter(letter, origin, offset, tally);
                    else
                        tally.Report(TooLarge(letter));
                })))
        {
            if (!DeadLetter.Shrink(letter))
                throw new KafkaException(TooLarge(letter));
        }
    }

    // Not the code of a record that is larger than was known of its topic: that one a restart mends, and its line says so.
    private Error TooLarge(Message<byte[]?, byte[]?> letter) =>
        new(
            ErrorCode.RecordListTooLarge,
            $"topic {_options.DeadLetters} takes no dead letter of {RecordSize.Of(letter)} bytes; raise its max.message.bytes, or the producer's "
                + $"message.max.bytes"
        );

    // Not the hot path: a delegate of its own, which knows what to send should the broker find the record too large.
    private Action<DeliveryReport<byte[]?, byte[]?>> Refusable(AssignedPartition origin, long offset, DeliveryCountdown tally, Action sendSmaller) =>
        report =>
        {
            if (report.Error.Code == ErrorCode.MsgSizeTooLarge)
                _reception.OnTooLarge(origin, offset, tally, sendSmaller);
            else
                tally.Report(report.Error);
        };
}
