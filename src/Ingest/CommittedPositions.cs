using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace StreamLift.Ingest;

/// <summary>
/// Where partitions that have come are read on from, exactly once. librdkafka asks for that itself, but while a transaction still holds the offsets (its process was killed in
/// mid-commit) it forgets at the next change in the group that it has no answer yet, and begins at auto.offset.reset: at the beginning (2.15, rd_kafka_assignment_apply_offsets:
/// UNSTABLE_OFFSET_COMMIT goes back to the pending partitions with an offset that means "none"). So it is asked here, and told. What isn't known at once is asked for on another
/// thread, so that the lane goes on with what it has; until then the client stands at such a partition's end, and nothing it reads there counts. Poll thread only.
/// </summary>
/// <param name="none">Where a partition begins that has no committed offset.</param>
/// <param name="log">Where a wait is told of.</param>
internal sealed class CommittedPositions(Offset none, ILogger log)
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TopicPartition, Ticket> _awaited = [];
    private readonly ConcurrentQueue<(Ticket Ticket, TopicPartitionOffset Position)> _found = [];
    private Task _asking = Task.CompletedTask;

    /// <summary>Partitions come.</summary>
    /// <returns>Their positions; null where they are not known yet, or where asking on is pointless: the client meets the same error and says so.</returns>
    public IReadOnlyList<TopicPartitionOffset>? Of<TKey, TValue>(IConsumer<TKey, TValue> consumer, IReadOnlyList<TopicPartition> partitions)
    {
        try
        {
            return Ask(consumer, partitions);
        }
        catch (KafkaException e) when (!ConsumerFaults.IsFinal(e.Error))
        {
            log.AwaitsOffsets(partitions.Count, e.Error.Code.ToString(), e.Error.Reason);
            foreach (var partition in partitions)
                _awaited[partition] = new Ticket(partition);
            return null;
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    /// <summary>Where the client is to stand meanwhile: where only what comes from now on is read in vain; unset: it is to ask by itself.</summary>
    public Offset Meanwhile(TopicPartition partition) => _awaited.ContainsKey(partition) ? Offset.End : Offset.Unset;

    /// <summary>A partition goes, known or not.</summary>
    public void Forget(TopicPartition partition) => _awaited.Remove(partition);

    /// <summary>Every partition goes.</summary>
    public void ForgetAll() => _awaited.Clear();

    /// <summary>Sends the client to what has become known.</summary>
    /// <param name="placed">Told of each: what is read of it counts from here on.</param>
    public void Place<TKey, TValue>(IConsumer<TKey, TValue> consumer, Action<TopicPartition> placed)
    {
        if (_awaited.Count == 0)
            return;
        for (var left = _found.Count; left > 0 && _found.TryDequeue(out var found); left--)
        {
            var partition = found.Ticket.Partition;
            if (_awaited.GetValueOrDefault(partition) != found.Ticket)
                continue; // it has gone meanwhile, and has perhaps come again
            try
            {
                consumer.Seek(found.Position);
                _awaited.Remove(partition);
                placed(partition);
            }
            catch (KafkaException)
            {
                _found.Enqueue(found); // the client has not begun with it yet
            }
        }

        if (_asking.IsCompleted && _found.IsEmpty && _awaited.Count > 0)
        {
            Ticket[] tickets = [.. _awaited.Values];
            _asking = Task.Run(() => AskFor(consumer, tickets));
        }
    }

    // Each by itself: one that is still held holds up no other.
    private void AskFor<TKey, TValue>(IConsumer<TKey, TValue> consumer, Ticket[] tickets)
    {
        foreach (var ticket in tickets)
        {
            try
            {
                _found.Enqueue((ticket, Ask(consumer, [ticket.Partition])[0]));
            }
            catch (Exception e) when (e is KafkaException or ObjectDisposedException)
            {
                // asked for again at the next turn, while it is awaited
            }
        }
    }

    // The default isolation makes the broker wait with its answer for offsets of a transaction that is still open.
    private List<TopicPartitionOffset> Ask<TKey, TValue>(IConsumer<TKey, TValue> consumer, IReadOnlyList<TopicPartition> partitions) =>
        [.. consumer.Committed(partitions, Answer).Select(mark => mark.Offset.Value >= 0 ? mark : new TopicPartitionOffset(mark.TopicPartition, none))];

    private sealed class Ticket(TopicPartition partition)
    {
        public TopicPartition Partition => partition;
    }
}
