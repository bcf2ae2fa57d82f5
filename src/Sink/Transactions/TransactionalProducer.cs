using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.FailPoints;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Transactions;

/// <summary>A producer and its transactions: each call within its timeout, as far as the client keeps to it, and under watch.</summary>
internal sealed class TransactionalProducer : IDisposable
{
    // only to purge what is queued before the client is thrown away
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(3);

    private readonly CallMonitor _calls;
    private readonly TimeSpan _patience;
    private readonly TimeSpan _grace; // beyond it, for a call that keeps to it to say so itself
    private Task _sending = Task.CompletedTask;

    public TransactionalProducer(SinkContext parts, CallMonitor calls, ILogger log)
    {
        var config = ProducerSettings.For(parts);
        _calls = calls;
        Timeout = TimeSpan.FromMilliseconds(config.TransactionTimeoutMs ?? 60_000);
        // the watch over calls ends the process: what may be waited for is over before
        var watched = parts.Options.CallLimit * 0.75;
        _patience = Timeout < watched ? Timeout : watched;
        _grace = parts.Options.CallLimit / 8;
        if (_grace > LongestGrace)
            _grace = LongestGrace;
        Client = new ProducerBuilder<byte[]?, byte[]?>(config)
            // a fatal error is not the process's yet: the next call meets it, and it is decided there
            .SetErrorHandler(
                (_, error) =>
                {
                    if (!error.IsFatal)
                        parts.BrokerError(error);
                }
            )
            .SetLogHandler((_, message) => log.Librdkafka(message))
            .Build();
    }

    /// <summary>The client, to send records with.</summary>
    public IProducer<byte[]?, byte[]?> Client { get; }

    /// <summary>How long the broker lets a transaction be open.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Ends what an earlier process of the same transactional id has left open, and keeps it from going on.</summary>
    public void Init() => _calls.Run(() => Client.InitTransactions(_patience));

    /// <summary>Begins a transaction.</summary>
    public void Begin() => Client.BeginTransaction();

    /// <summary>Waits until every record has been answered. Without it each of the next calls costs a retry.</summary>
    /// <exception cref="KafkaException">Not within the timeout.</exception>
    public void Flush() =>
        _calls.Run(() =>
        {
            if (Client.Flush(_patience) is var left and > 0)
                throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"{left} records were not answered within {_patience.TotalSeconds:0.#} s"));
        });

    /// <summary>Commits the transaction, and with it the offsets.</summary>
    public void Commit(IReadOnlyCollection<OffsetWatermark> marks, IConsumerGroupMetadata group)
    {
        var offsets = marks.Select(mark => new TopicPartitionOffset(mark.Partition.Topic, mark.Partition.Partition, mark.NextOffset)).ToList();
        _calls.Run(() => SendOffsets(offsets, group));
        FailPoint.Hit(FailPointStep.Offsets);
        _calls.Run(() => Client.CommitTransaction(_patience));
        FailPoint.Hit(FailPointStep.Commit);
    }

    /// <summary>Aborts the transaction; its records' reports come before it returns.</summary>
    public void Abort() => _calls.Run(() => Client.AbortTransaction(_patience));

    // While the group's coordinator moves it may wait for it for good, whatever timeout it was given (librdkafka 5456). So it is called on another thread,
    // which is left to it then.
    private void SendOffsets(List<TopicPartitionOffset> offsets, IConsumerGroupMetadata group)
    {
        _sending = Task.Run(() => Client.SendOffsetsToTransaction(offsets, group, _patience));
        if (Task.WaitAny([_sending], _patience + _grace) < 0)
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"the group's coordinator took no offsets within {_patience.TotalSeconds:0.#} s"));
        _sending.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Lets go of what is queued, as far as that goes, and of the client. One that has a call under way is let go of when that comes back: it can't be taken
    /// from under it.
    /// </summary>
    public void Dispose()
    {
        if (!_sending.IsCompleted)
        {
            _ = _sending.ContinueWith(_ => Client.Dispose(), TaskScheduler.Default);
            return;
        }

        try
        {
            _calls.Run(() => Client.AbortTransaction(LastWord));
        }
        catch (KafkaException)
        {
            // there was nothing to abort, or no broker to tell: the next producer of this id does it
        }

        _calls.Run(Client.Dispose);
    }
}
