using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// Where partitions that have come are read on from, exactly once. librdkafka asks for that itself, but while a transaction still holds the offsets (its
/// process was killed in
/// mid-commit) it forgets at the next change in the group that it has no answer yet, and begins at auto.offset.reset: at the beginning (2.16,
/// rd_kafka_assignment_apply_offsets:
/// UNSTABLE_OFFSET_COMMIT goes back to the pending partitions with an offset that means "none"). So it is asked here, and told. What isn't known at once is
/// asked for on another
/// thread, so that the lane goes on with what it has; until then the client stands at such a partition's end, and nothing it reads there counts. Poll thread
/// only.
/// </summary>
/// <param name="none">Where a partition begins that has no committed offset.</param>
/// <param name="log">Where a wait is told of.</param>
internal sealed class StartOffsetResolver(Offset none, ILogger log)
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(1);

    private readonly Dictionary<TopicPartition, Awaited> _awaited = [];
    private Task _asking = Task.CompletedTask;

    /// <summary>Whether any position is not known yet.</summary>
    public bool IsAwaiting => _awaited.Count > 0;

    /// <summary>Whether a partition's position is not known yet.</summary>
    public bool IsAwaited(TopicPartition partition) => _awaited.ContainsKey(partition);

    /// <summary>Partitions come.</summary>
    /// <returns>Their positions; null where they are not known yet.</returns>
    public IReadOnlyList<TopicPartitionOffset>? Of<TKey, TValue>(IConsumer<TKey, TValue> consumer, IReadOnlyList<TopicPartition> partitions)
    {
        try
        {
            return Ask(consumer, partitions);
        }
        catch (KafkaException e)
        {
            log.AwaitsOffsets(partitions.Count, e.Error.Code.ToString(), e.Error.Reason);
            foreach (var partition in partitions)
                _awaited[partition] = new Awaited(partition) { Refusal = Final(e) };
            return null;
        }
    }

    /// <summary>
    /// Where the client is to stand meanwhile: where there is nothing to read but what comes from now on. A number, for it looks a name such as End up itself,
    /// and may go there when the
    /// answer comes late, away from where it has been sent meanwhile (rd_kafka_toppar_handle_Offset).
    /// </summary>
    public static IReadOnlyList<TopicPartitionOffset> Meanwhile<TKey, TValue>(IConsumer<TKey, TValue> consumer, IReadOnlyList<TopicPartition> partitions)
    {
        var places = new List<TopicPartitionOffset>();
        try
        {
            foreach (var partition in partitions)
                places.Add(new(partition, consumer.QueryWatermarkOffsets(partition, Answer).High));
        }
        catch (KafkaException)
        {
            // a leader is away: of this one and those after it what comes first is read in vain
            places.AddRange(partitions.Skip(places.Count).Select(partition => new TopicPartitionOffset(partition, 0)));
        }

        return places;
    }

    /// <summary>A partition goes, known or not.</summary>
    public void Forget(TopicPartition partition)
    {
        if (_awaited.Remove(partition, out var gone))
            gone.IsGone = true;
    }

    /// <summary>Every partition goes.</summary>
    public void ForgetAll() => _awaited.Keys.ToList().ForEach(Forget);

    /// <summary>Sends the client to what has become known.</summary>
    /// <param name="placed">Told of each: what is read of it counts from here on.</param>
    /// <exception cref="KafkaException">The broker won't say.</exception>
    public void Place<TKey, TValue>(IConsumer<TKey, TValue> consumer, Action<TopicPartition> placed)
    {
        if (_awaited.Values.Select(awaited => awaited.Refusal).FirstOrDefault(refusal => refusal is not null) is { } refusal)
            throw new KafkaException(refusal);
        foreach (var found in _awaited.Values.Where(awaited => awaited.Position is not null).ToList())
        {
            try
            {
                consumer.Seek(found.Position);
                Forget(found.Partition);
                placed(found.Partition);
            }
            catch (KafkaException)
            {
                // the client has not begun with it yet: next time
            }
        }

        if (_asking.IsCompleted && _awaited.Values.Where(awaited => awaited.Position is null).ToArray() is { Length: > 0 } unknown)
            _asking = Task.Run(() => AskFor(consumer, unknown));
    }

    /// <summary>The lane ends: nothing is asked for any more.</summary>
    /// <returns>False where a question is still under way: its client may not be closed.</returns>
    public bool End()
    {
        ForgetAll();
        return Task.WaitAny([_asking], 4 * Answer) == 0;
    }

    // Each by itself: one that is still held holds up no other.
    private void AskFor<TKey, TValue>(IConsumer<TKey, TValue> consumer, Awaited[] unknown)
    {
        foreach (var awaited in unknown.Where(awaited => !awaited.IsGone))
        {
            try
            {
                awaited.Position = Ask(consumer, [awaited.Partition])[0];
            }
            catch (KafkaException e)
            {
                awaited.Refusal = Final(e); // without one it is asked for again, while it is awaited
            }
        }
    }

    // The default isolation makes the broker wait with its answer for offsets of a transaction that is still open.
    private List<TopicPartitionOffset> Ask<TKey, TValue>(IConsumer<TKey, TValue> consumer, IReadOnlyList<TopicPartition> partitions) =>
        [.. consumer.Committed(partitions, Answer).Select(mark => mark.Offset.Value >= 0 ? mark : new TopicPartitionOffset(mark.TopicPartition, none))];

    private static Error? Final(KafkaException e) => ConsumerFaults.IsFinal(e.Error) ? e.Error : null;

    private sealed class Awaited(TopicPartition partition)
    {
        private volatile TopicPartitionOffset? _position;
        private volatile Error? _refusal;
        private volatile bool _isGone;

        public TopicPartition Partition => partition;

        public TopicPartitionOffset? Position
        {
            get => _position;
            set => _position = value;
        }

        public Error? Refusal
        {
            get => _refusal;
            set => _refusal = value;
        }

        public bool IsGone
        {
            get => _isGone;
            set => _isGone = value;
        }
    }
}
