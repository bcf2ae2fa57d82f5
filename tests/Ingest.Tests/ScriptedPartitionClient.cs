using Confluent.Kafka;
using StreamLift.Ingest.Group;

namespace StreamLift.Ingest.Tests;

/// <summary>A Kafka consumer that does what a test says, and records what was asked of it.</summary>
internal sealed class ScriptedPartitionClient : IPartitionClient
{
    private readonly Queue<Func<ConsumedRecord?>> _polls = [];

    /// <summary>The calls in order, by name; a pause, resume, seek and stored offset with its partitions.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Committed offsets by partition number.</summary>
    public Dictionary<int, long> CommittedOffsets { get; } = [];

    /// <summary>Partitions whose committed offsets an open transaction holds: asking for them fails.</summary>
    public volatile int[] HeldBack = [];

    /// <summary>The error of a request for committed offsets that are held back.</summary>
    public ErrorCode CommittedError { get; set; } = ErrorCode.UnstableOffsetCommit;

    /// <summary>Called when committed offsets are asked for, before the answer.</summary>
    public Action OnCommitted { get; set; } = () => { };

    /// <summary>The next so many seeks fail.</summary>
    public int FailingSeeks { get; set; }

    /// <summary>What a commit throws, one after the other; null: nothing.</summary>
    public Func<Exception?> OnCommit { get; set; } = () => null;

    /// <summary>What storing an offset throws.</summary>
    public Exception? StoreError { get; set; }

    /// <summary>What a poll without a script does.</summary>
    public Func<ConsumedRecord?> OnPoll { get; set; } = () => null;

    public long? High { get; set; }

    public bool IsDisposed { get; private set; }

    public TimeSpan? PollTimeout { get; private set; }

    public string MemberId => "member-1";

    public IConsumerGroupMetadata GroupMetadata => throw new NotSupportedException();

    /// <summary>The next poll does this.</summary>
    public void Then(Func<ConsumedRecord?> poll) => _polls.Enqueue(poll);

    public void Subscribe(IEnumerable<string> topics) => Calls.Add($"Subscribe {string.Join(',', topics)}");

    public ConsumedRecord? Poll(TimeSpan timeout)
    {
        Calls.Add("Poll");
        PollTimeout = timeout;
        return _polls.TryDequeue(out var poll) ? poll() : OnPoll();
    }

    public List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout)
    {
        lock (Calls)
            Calls.Add("Committed");
        OnCommitted();
        var asked = partitions.ToList();
        if (asked.Any(partition => HeldBack.Contains(partition.Partition.Value)))
            throw new KafkaException(CommittedError);
        return
        [
            .. asked.Select(partition => new TopicPartitionOffset(
                partition,
                CommittedOffsets.TryGetValue(partition.Partition.Value, out var offset) ? offset : Offset.Unset
            )),
        ];
    }

    public void Seek(TopicPartitionOffset target)
    {
        if (FailingSeeks-- > 0)
            throw new KafkaException(ErrorCode.Local_State);
        Calls.Add($"Seek {target.Partition.Value}@{target.Offset.Value}");
    }

    public void Pause(IEnumerable<TopicPartition> partitions) => Calls.Add($"Pause {Numbers(partitions)}");

    public void Resume(IEnumerable<TopicPartition> partitions) => Calls.Add($"Resume {Numbers(partitions)}");

    public void StoreOffset(string topic, int partition, long offset)
    {
        if (StoreError is { } error)
            throw error;
        Calls.Add($"Store {partition}@{offset}");
    }

    public void Commit()
    {
        Calls.Add("Commit");
        if (OnCommit() is { } error)
            throw error;
    }

    public Offset HighWatermark(TopicPartition partition) => High ?? Offset.Unset;

    public Offset QueryHighWatermark(TopicPartition partition, TimeSpan timeout) => 900 + partition.Partition.Value;

    public void Unsubscribe() => Calls.Add("Unsubscribe");

    public void Close() => Calls.Add("Close");

    public void Dispose() => IsDisposed = true;

    /// <summary>How often a method was called.</summary>
    public int Count(string method) => Calls.Count(call => call.StartsWith(method, StringComparison.Ordinal));

    /// <summary>The exception of a poll that fails.</summary>
    public static ConsumeException Failure(ErrorCode code, bool isFatal = false) => new(new ConsumeResult<byte[], byte[]>(), new Error(code, "", isFatal));

    private static string Numbers(IEnumerable<TopicPartition> partitions) =>
        string.Join(',', partitions.Select(partition => partition.Partition.Value).Order());
}
