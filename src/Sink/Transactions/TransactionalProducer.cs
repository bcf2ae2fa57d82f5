using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lanes;
using StreamLift.Sink.Client;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Transactions;

/// <summary>A producer and its transactions. Each call has a timeout, as far as the client keeps it, and is monitored.</summary>
internal sealed class TransactionalProducer : IDisposable
{
    // to purge what is queued before the client is disposed of
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(3);

    private readonly CallMonitor _calls;
    private readonly TimeSpan _patience;
    private readonly TimeSpan _grace; // beyond the timeout, so that a call that keeps it reports itself
    private Task _sending = Task.CompletedTask;

    public TransactionalProducer(SinkContext context, CallMonitor calls, ILogger log)
    {
        var config = ProducerSettings.For(context);
        _calls = calls;
        Timeout = TimeSpan.FromMilliseconds(config.TransactionTimeoutMs ?? 60_000);
        // the watchdog ends the process: every timeout is shorter
        var watched = context.Options.CallLimit * 0.75;
        _patience = Timeout < watched ? Timeout : watched;
        _grace = context.Options.CallLimit / 8;
        if (_grace > LongestGrace)
            _grace = LongestGrace;
        Records = new RecordProducer(
            config,
            // a fatal error doesn't end the process yet: the next call meets it, and it is classified there
            error =>
            {
                if (!error.IsFatal)
                    context.OnBrokerError(error);
            },
            log
        );
        Records.Prepare(context.Options.Output);
    }

    /// <summary>Sends records.</summary>
    public RecordProducer Records { get; }

    private IProducer<Null, Null> Client => Records.Client;

    /// <summary>After this time the broker aborts an open transaction.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Aborts what an earlier process with the same transactional id has left open, and fences it.</summary>
    public void Init() => _calls.Run(() => Client.InitTransactions(_patience));

    /// <summary>Begins a transaction.</summary>
    public void Begin() => Client.BeginTransaction();

    /// <summary>Waits for every record's report. Without it each of the next calls costs a retry.</summary>
    /// <exception cref="KafkaException">Not within the timeout.</exception>
    public void Flush() =>
        _calls.Run(() =>
        {
            if (Records.Flush(_patience) is var left and > 0)
                throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"{left} records were not answered within {_patience.TotalSeconds:0.#} s"));
        });

    /// <summary>
    /// Begins to add offsets to the transaction. While the group's coordinator moves, the call may wait for it without end, whatever its timeout (librdkafka
    /// 5456). So it runs on another thread, which is abandoned then; the broker takes them while records are still on their way.
    /// </summary>
    public void BeginOffsets(IReadOnlyCollection<OffsetWatermark> ends, IConsumerGroupMetadata group)
    {
        var offsets = ends.Select(end => new TopicPartitionOffset(end.Partition.Topic, end.Partition.Number, end.NextOffset)).ToList();
        _sending = Task.Run(() => Client.SendOffsetsToTransaction(offsets, group, _patience));
    }

    /// <summary>Waits until the offsets are added.</summary>
    /// <exception cref="KafkaException">They were refused, or the group's coordinator did not answer.</exception>
    public void EndOffsets()
    {
        _calls.Run(AwaitOffsets);
        FailPoint.Hit(FailPointStep.Offsets);
    }

    /// <summary>Commits the transaction.</summary>
    public void Commit()
    {
        _calls.Run(() => Client.CommitTransaction(_patience));
        FailPoint.Hit(FailPointStep.Commit);
    }

    /// <summary>Aborts the transaction; its records are reported before it returns.</summary>
    public void Abort() =>
        _calls.Run(() =>
        {
            try
            {
                AwaitOffsets(); // the client makes one call about its transaction at a time
            }
            catch (KafkaException) when (_sending.IsCompleted)
            {
                // they are aborted with it
            }

            Client.AbortTransaction(_patience);
        });

    private void AwaitOffsets()
    {
        if (Task.WaitAny([_sending], _patience + _grace) < 0)
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"the group's coordinator took no offsets within {_patience.TotalSeconds:0.#} s"));
        _sending.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Purges what is queued, as far as possible, and disposes of the client. A client with a call in progress is disposed of after the call.
    /// </summary>
    public void Dispose()
    {
        if (!_sending.IsCompleted)
        {
            _ = _sending.ContinueWith(_ => Records.Dispose(), TaskScheduler.Default);
            return;
        }

        try
        {
            _calls.Run(() => Client.AbortTransaction(LastWord));
        }
        catch (KafkaException)
        {
            // there was nothing to abort, or no broker answers: the next producer with this id does it
        }

        _calls.Run(Records.Dispose);
    }
}
