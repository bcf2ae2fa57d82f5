using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Partitions;
using StreamLift.Ingest.State;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// Finds the offsets to start from, with exactly-once. librdkafka asks for them itself, but while a transaction still holds them (its process was killed in
/// mid-commit) it forgets at the next rebalance that it has no answer yet, and begins at auto.offset.reset: at the beginning (2.16,
/// rd_kafka_assignment_apply_offsets: UNSTABLE_OFFSET_COMMIT goes back to the pending partitions with an offset that means "none"). So the lane asks itself.
/// What isn't known at once is asked for on another thread, so that the lane goes on with its other partitions; until then the client stands at the partition's
/// end, and nothing that it reads there counts. Poll thread only.
/// </summary>
/// <param name="none">Where a partition begins that has no committed offset.</param>
/// <param name="log">Where a wait is told of.</param>
/// <param name="state">Reads the state of a stage that has state, before the first record counts.</param>
internal sealed class StartOffsetResolver(Offset none, ILogger log, StateRestorer? state = null)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    private readonly Dictionary<AssignedPartition, Answer> _answers = []; // of partitions that await their start
    private Task _asking = Task.CompletedTask;

    /// <summary>
    /// The offsets of partitions that have been assigned and await their start. Those that are not known yet go on awaiting it, at their end meanwhile.
    /// </summary>
    public IEnumerable<TopicPartitionOffset> Resolve(IPartitionClient client, IReadOnlyList<AssignedPartition> assigned)
    {
        try
        {
            var starts = Ask(client, assigned);
            foreach (var (partition, start) in assigned.Zip(starts))
            {
                if (state is null)
                    partition.AwaitsStart = false;
                else
                    state.Request(partition, start.Offset);
            }

            return starts;
        }
        catch (KafkaException e)
        {
            log.AwaitsOffsets(assigned.Count, ErrorSentence.Of(e.Error));
            foreach (var partition in assigned)
                _answers[partition] = new Answer { Refusal = FinalError(e) };

            return EndOffsets(client, assigned);
        }
    }

    /// <summary>Seeks to offsets that have become known; what is read of those partitions counts from here on. Between two polls.</summary>
    /// <exception cref="KafkaException">The broker refuses for good.</exception>
    public void SeekToKnown(IPartitionClient client)
    {
        if (_answers.Count == 0)
            return; // asked at every turn of the poll loop
        foreach (var gone in _answers.Keys.Where(partition => partition.IsRevoked).ToList())
            _answers.Remove(gone);
        if (_answers.Values.Select(answer => answer.Refusal).FirstOrDefault(refusal => refusal is not null) is { } refusal)
            throw new KafkaException(refusal);
        foreach (var (partition, answer) in _answers.Where(pair => pair.Value.Start is not null).ToList())
        {
            if (state is not null)
            {
                state.Request(partition, answer.Start!.Value);
                _answers.Remove(partition);
                continue;
            }

            try
            {
                AssignedPartitions.ResumePaused(client, [partition]); // a seek on a paused partition may be forgotten when it is resumed
                client.Seek(At(partition, answer.Start!.Value));
                partition.AwaitsStart = false;
                _answers.Remove(partition);
            }
            catch (KafkaException)
            {
                // the client has not begun with the partition yet: next time
            }
        }

        if (_asking.IsCompleted && _answers.Where(pair => pair.Value.Start is null).ToArray() is { Length: > 0 } unknown)
            _asking = Task.Run(() => AskEach(client, unknown));
    }

    /// <summary>The lane ends: nothing is asked for any more.</summary>
    /// <returns>False where a request is still in progress: its client may not be closed.</returns>
    public bool End()
    {
        foreach (var answer in _answers.Values)
            answer.IsUnwanted = true;
        _answers.Clear();
        return Task.WaitAny([_asking], 4 * AnswerTimeout) == 0;
    }

    // Each by itself: one that is still held delays no other.
    private void AskEach(IPartitionClient client, KeyValuePair<AssignedPartition, Answer>[] unknown)
    {
        foreach (var (partition, answer) in unknown.Where(pair => !pair.Value.IsUnwanted && !pair.Key.IsRevoked))
        {
            try
            {
                answer.Start = Ask(client, [partition])[0].Offset;
            }
            catch (KafkaException e)
            {
                answer.Refusal = FinalError(e); // without one it is asked for again, while it is awaited
            }
        }
    }

    // With the default isolation level the broker's answer waits for a transaction that is still open.
    private List<TopicPartitionOffset> Ask(IPartitionClient client, IReadOnlyList<AssignedPartition> assigned) =>
        [
            .. client
                .Committed(assigned.Select(partition => new TopicPartition(partition.Topic, partition.Number)), AnswerTimeout)
                .Select(committed => committed.Offset.Value >= 0 ? committed : new TopicPartitionOffset(committed.TopicPartition, None(client, committed))),
        ];

    // With state the partition is sought to its start again, so the end that it had is remembered.
    private Offset None(IPartitionClient client, TopicPartitionOffset partition) =>
        state is not null && none == Offset.End ? client.QueryHighWatermark(partition.TopicPartition, AnswerTimeout) : none;

    // A number: the client looks up a name such as End itself, and would go there when the answer comes, away from where it has been sent meanwhile
    // (rd_kafka_toppar_handle_Offset).
    private static List<TopicPartitionOffset> EndOffsets(IPartitionClient client, IReadOnlyList<AssignedPartition> assigned)
    {
        var ends = new List<TopicPartitionOffset>();
        try
        {
            foreach (var partition in assigned)
                ends.Add(At(partition, client.QueryHighWatermark(new TopicPartition(partition.Topic, partition.Number), AnswerTimeout).Value));
        }
        catch (KafkaException)
        {
            // no leader: of this partition and those after it what is read first is dropped
            ends.AddRange(assigned.Skip(ends.Count).Select(partition => At(partition, 0)));
        }

        return ends;
    }

    private static TopicPartitionOffset At(AssignedPartition partition, Offset offset) => new(partition.Topic, partition.Number, offset);

    private static Error? FinalError(KafkaException e) => ConsumerErrors.IsFinal(e.Error) ? e.Error : null;

    // Written by the asking thread, read by the poll thread.
    private sealed class Answer
    {
        private volatile object? _start;
        private volatile Error? _refusal;
        private volatile bool _isUnwanted;

        public Offset? Start
        {
            get => (Offset?)_start;
            set => _start = value;
        }

        public Error? Refusal
        {
            get => _refusal;
            set => _refusal = value;
        }

        public bool IsUnwanted
        {
            get => _isUnwanted;
            set => _isUnwanted = value;
        }
    }
}
