using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Wire;

namespace StreamLift.Sink;

/// <summary>Encodes a batch's records and hands each to the producer. Sink thread only, but for <see cref="TryProduce"/>.</summary>
internal sealed class Outbox
{
    private readonly SinkOptions _options;
    private readonly TopicLimits _limits;
    private readonly IReception _reception;
    private readonly PoseWriter _writer = new();
    private readonly KeyCache _keys = new();
    private readonly OutputHeaders _headers;
    private readonly Message<byte[]?, byte[]?> _message = new(); // the client takes its parts within Produce, so one serves every record
    private readonly bool _isCompressed;

    /// <param name="parts">What Host gives the lane.</param>
    /// <param name="reception">What follows from a refusal.</param>
    public Outbox(SinkParts parts, IReception reception)
    {
        _options = parts.Options;
        _limits = parts.Limits;
        _reception = reception;
        _headers = new OutputHeaders(_options.SourceHeader);
        _isCompressed = ProducerSettings.For(parts).CompressionType is not (null or CompressionType.None);
    }

    /// <summary>The client to send with.</summary>
    public required IProducer<byte[]?, byte[]?> Producer { get; set; }

    /// <summary>Sends a batch, but for what was read under an assignment that is over. The tally is closed when it returns, and when it throws.</summary>
    public void Send(LiftBatch batch, DeliveryTally tally)
    {
        try
        {
            foreach (ref readonly var arrival in batch.Arrivals)
            {
                if (arrival.Origin.IsOver) continue;
                tally.Expect();
                if (arrival.Rejection == Rejection.None)
                    SendPoses(batch, arrival, tally);
                else
                    SendLetter(DeadLetter.Of(batch, arrival), arrival, tally);
            }

            CrashPoint.Pass(CrashStep.Produce);
        }
        catch (Exception e)
        {
            tally.Report((e as KafkaException)?.Error ?? new Error(ErrorCode.Local_Fail, e.Message)); // of the record that was expected and didn't get out
            throw;
        }
        finally
        {
            tally.Close();
        }
    }

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
                if (_reception.HasFailed) throw;
                Thread.Sleep(1);
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge && message.Value is not null)
            {
                return false;
            }
        }
    }

    private void SendPoses(LiftBatch batch, in Arrival arrival, DeliveryTally tally)
    {
        var encoding = _options.OutputEncoding ?? arrival.Encoding;
        _writer.Begin(encoding, batch.Bytes(arrival.Stream), arrival.Frame, arrival.TimestampMs, batch.Model.Span);
        foreach (var person in batch.People(arrival))
            _writer.Person(person.Id, person.Score, person.Row < 0 ? default : batch.Pose(person.Row), default);
        _message.Value = _writer.End().ToArray();
        _message.Key = _keys.Get(batch.Bytes(arrival.Key.IsAbsent ? arrival.Stream : arrival.Key));
        _message.Headers = _headers.For(arrival, encoding);
        if (RecordSize.Of(_message) <= _limits.Output)
        {
            if (TryProduce(_options.Output, _message, tally.Handler))
                return;
        }
        else if (_isCompressed && !_reception.WasTooLarge(arrival)
            // compressed it may pass; only the broker knows
            && TryProduce(_options.Output, _message, Refusable(arrival, DeadLetter.OfOutput(batch, arrival, _message.Value.Length), tally)))
        {
            return;
        }

        SendLetter(DeadLetter.OfOutput(batch, arrival, _message.Value.Length), arrival, tally);
    }

    private void SendLetter(Message<byte[]?, byte[]?> letter, in Arrival arrival, DeliveryTally tally)
    {
        var isTooLarge = _reception.WasTooLarge(arrival) || (!_isCompressed && RecordSize.Of(letter) > _limits.DeadLetters);
        if (letter.Value is null)
            TryProduce(_options.DeadLetters, letter, tally.Handler);
        else if (isTooLarge || !TryProduce(_options.DeadLetters, letter, Refusable(arrival, letter, tally)))
            TryProduce(_options.DeadLetters, DeadLetter.WithoutBody(letter), tally.Handler);
    }

    // Not the hot path: a delegate of its own, which knows what to send should the broker find the record too large.
    private Action<DeliveryReport<byte[]?, byte[]?>> Refusable(in Arrival arrival, Message<byte[]?, byte[]?> letter, DeliveryTally tally)
    {
        var (origin, offset) = (arrival.Origin, arrival.Offset);
        return report =>
        {
            if (report.Error.Code == ErrorCode.MsgSizeTooLarge)
                _reception.TooLarge(origin, offset, letter.Value is null ? letter : DeadLetter.WithoutBody(letter), tally);
            else
                tally.Report(report.Error);
        };
    }
}
