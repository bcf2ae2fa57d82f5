using System.Collections.Concurrent;
using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lifter;
using StreamLift.Wire;

namespace StreamLift.Sink;

/// <summary>
/// The last stage of a lane: encodes lifted frames, sends them and the dead letters, and when a whole batch is delivered tells the ledger
/// and gives the batch back. One producer a lane, idempotent: order within a partition holds, and a retry doubles nothing.
/// </summary>
public sealed class SinkLane : IDisposable
{
    private readonly SinkOptions _options;
    private readonly SinkTelemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly Action<LiftBatch> _delivered;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly ConcurrentBag<DeliveryTally> _tallies = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PoseWriter _writer = new();
    private readonly KeyCache _keys = new();
    private readonly OutputHeaders _headers;
    private readonly Message<byte[]?, byte[]?> _message = new(); // the client takes its parts within Produce, so one serves every record

    /// <param name="options">The room's settings.</param>
    /// <param name="telemetry">The room's figures.</param>
    /// <param name="delivered">Told of each batch that is delivered, before it is emptied; any thread. It gives the batch back to its pool.</param>
    /// <param name="brokerError">Told of the client's errors, transient ones as well.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">Where librdkafka's own words go.</param>
    public SinkLane(SinkOptions options, SinkTelemetry telemetry, Action<LiftBatch> delivered, Action<Error> brokerError, TimeProvider clock, ILogger log)
    {
        _options = options;
        _telemetry = telemetry;
        _delivered = delivered;
        _clock = clock;
        _headers = new OutputHeaders(options.SourceHeader);
        _producer = new ProducerBuilder<byte[]?, byte[]?>(ProducerSettings.For(options))
            .SetErrorHandler((_, error) => brokerError(error))
            .SetLogHandler((_, message) => log.Librdkafka(message))
            .Build();
    }

    /// <summary>Sends batches until the channel ends, and returns when every record has been delivered.</summary>
    /// <exception cref="DeliveryException">The broker refuses a record for good.</exception>
    public async Task RunAsync(ChannelReader<LiftBatch> lifted)
    {
        var inFlight = new InFlight();
        while (await lifted.WaitToReadAsync().ConfigureAwait(false))
        {
            while (lifted.TryRead(out var batch))
            {
                if (_failed.Task.IsFaulted)
                    await _failed.Task.ConfigureAwait(false);
                inFlight.Enter();
                Send(batch, inFlight);
            }
        }

        await await Task.WhenAny(inFlight.Drained(), _failed.Task).ConfigureAwait(false);
    }

    /// <summary>Completes, faulted, when the broker refuses a record for good: nothing of that batch will be acknowledged.</summary>
    public Task Failed => _failed.Task;

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    private void Send(LiftBatch batch, InFlight inFlight)
    {
        var tally = _tallies.TryTake(out var used) ? used : NewTally(inFlight);
        tally.Open(batch);
        foreach (ref readonly var arrival in batch.Arrivals)
        {
            tally.Expect();
            if (arrival.Rejection == Rejection.None)
                SendPoses(batch, arrival, tally);
            else
                SendLetter(DeadLetter.Of(batch, arrival), tally);
        }

        CrashPoint.Pass(CrashStep.Produce);
        tally.Close();
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
        if (!TryProduce(_options.Output, _message, tally.Handler))
            SendLetter(DeadLetter.OfOutput(batch, arrival, _message.Value.Length), tally);
    }

    private void SendLetter(Message<byte[]?, byte[]?> letter, DeliveryTally tally)
    {
        // dead letters are not the hot path: a delegate each, which knows the letter should the broker find it too large
        var sent = TryProduce(_options.DeadLetters, letter, report =>
        {
            if (report.Error.Code == ErrorCode.MsgSizeTooLarge && letter.Value is not null)
                _ = Task.Run(() => Guarded(() => TryProduce(_options.DeadLetters, DeadLetter.WithoutBody(letter), tally.Handler))); // not on the thread that empties the queue
            else
                tally.Report(report.Error);
        });
        if (!sent)
            TryProduce(_options.DeadLetters, DeadLetter.WithoutBody(letter), tally.Handler);
    }

    // False: the record is larger than the producer takes. A full queue is waited for: the output broker is slow, not the record bad.
    private bool TryProduce(string topic, Message<byte[]?, byte[]?> message, Action<DeliveryReport<byte[]?, byte[]?>> handler)
    {
        while (true)
        {
            try
            {
                _producer.Produce(topic, message, handler);
                return true;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                if (_failed.Task.IsFaulted) throw;
                Thread.Sleep(1);
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge && message.Value is not null)
            {
                return false;
            }
        }
    }

    // The client swallows what its handlers throw, and the batch would never be acknowledged: a fault there ends the lane like any other.
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _failed.TrySetException(e);
        }
    }

    private DeliveryTally NewTally(InFlight inFlight) => new(
        tally => Guarded(() =>
        {
            var batch = tally.Release();
            _tallies.Add(tally);
            _telemetry.Delivered(batch, _clock);
            CrashPoint.Pass(CrashStep.Flush);
            _delivered(batch);
            inFlight.Leave();
        }),
        error => _failed.TrySetException(new DeliveryException(
            $"the broker refuses a record for {_options.Output} or {_options.DeadLetters}: {error.Code}: {error.Reason}")));
}
