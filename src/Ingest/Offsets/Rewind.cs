using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// Back to the committed offsets after a transaction was aborted: its records were read, but neither they nor what was read after them
/// count. Asked for by the sink, done by the poll thread.
/// </summary>
internal sealed class Rewind(OffsetLedger ledger, Rebalance rebalance, EndOffsetTracker end, ILogger log)
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
    private volatile bool _isAsked;

    /// <summary>Whether it is still to be done.</summary>
    public bool IsAsked => _isAsked;

    /// <summary>Whether records of partitions that are still held were read and are to be read again.</summary>
    public bool IsOwed => _isAsked && rebalance.Held.Current.Any(origin => origin.IsRevoked && origin.FirstOffset >= 0);

    /// <summary>From here on nothing that has been read may be sent or acknowledged. Any thread.</summary>
    public void Ask()
    {
        _isAsked = true; // before whoever waits for these assignments sees them end
        foreach (var origin in rebalance.Held.Current)
        {
            origin.End();
            ledger.End(origin);
        }

        _isAsked = true; // and after, for the poll thread may have gone back with some of them by now
    }

    /// <summary>Goes back; where the broker doesn't say how far, it is tried again at the next turn. Poll thread only.</summary>
    public void Go<TKey, TValue>(IConsumer<TKey, TValue> consumer)
    {
        _isAsked = false;
        try
        {
            // one under which nothing was read stands where it should, and may not be seekable yet
            var over = rebalance.Held.Current.Where(origin => origin.IsRevoked).ToList();
            var read = over.Where(origin => origin.FirstOffset >= 0).ToList();
            // the default isolation makes the broker wait with its answer for offsets of a transaction that is still being ended
            var committed = read.Count == 0 ? [] : consumer.Committed(read.Select(origin => new TopicPartition(origin.Topic, origin.Partition)), Answer);
            foreach (var origin in over.Except(read))
                rebalance.Renew(origin);
            foreach (var (origin, offset) in read.Zip(committed))
                Back(consumer, origin, offset.Offset.Value >= 0 ? offset.Offset.Value : origin.FirstOffset);
            log.Rewound(over.Count);
        }
        catch (KafkaException e)
        {
            _isAsked = true;
            log.RewindFailed(e.Error.Code.ToString(), e.Error.Reason);
        }
    }

    private void Back<TKey, TValue>(IConsumer<TKey, TValue> consumer, AssignedPartition origin, long offset)
    {
        rebalance.Release([origin]); // a seek on a paused partition would be forgotten when it is resumed
        consumer.Seek(new TopicPartitionOffset(origin.Topic, origin.Partition, offset));
        end.Unread(origin.Topic, origin.Partition, offset);
        rebalance.Renew(origin);
    }
}
