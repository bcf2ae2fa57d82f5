using Confluent.Kafka;
using StreamLift.Lanes;
using StreamLift.Wire.Reading;

namespace StreamLift.Ingest.State;

/// <summary>
/// The state of one assignment while it is read from the state topic: the newest record of each key. Filled by the reading thread, then handed to the poll
/// thread.
/// </summary>
/// <param name="partition">The assignment, which awaits its start.</param>
/// <param name="start">The offset to read the input from; a logical one where nothing is committed.</param>
internal sealed class PartitionState(AssignedPartition partition, Offset start)
{
    private readonly Dictionary<byte[], StoredState> _keys = new(new Utf8Comparer());
    private volatile Exception? _refusal;

    /// <summary>The assignment.</summary>
    public AssignedPartition Partition { get; } = partition;

    /// <summary>The offset to read the input from.</summary>
    public Offset Start { get; } = start;

    /// <summary>The keys and their newest state.</summary>
    public IReadOnlyDictionary<byte[], StoredState> Keys => _keys;

    /// <summary>Why it can't be read.</summary>
    public Exception? Refusal
    {
        get => _refusal;
        set => _refusal = value;
    }

    /// <summary>The offset where reading has begun.</summary>
    public long First { get; private set; }

    /// <summary>Everything below this offset is to be read.</summary>
    public long End { get; private set; } = -1;

    /// <summary>Everything below this offset has been read.</summary>
    public long Position { get; set; }

    /// <summary>Whether everything has been read.</summary>
    public bool IsComplete => End >= 0 && Position >= End;

    /// <summary>What there is to read is known.</summary>
    public void Begin(long first, long end) => (First, Position, End) = (first, first, end);

    /// <summary>Takes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">The state topic.</param>
    /// <returns>Bytes taken.</returns>
    public long Take(in StateTopicRecord record, StateTopic state)
    {
        var message = record.Message!;
        if (!StateTopic.TryKey(message.Key, out var topic, out var key) || !message.Headers.TryGetLastBytes(StateTopic.GroupHeader, out var group))
        {
            _refusal ??= StateProblems.Foreign(state, record);
        }
        else if (System.Text.Encoding.UTF8.GetString(group) is var name && name != state.Group)
        {
            _refusal ??= StateProblems.OfGroup(state, name);
        }
        else if (topic.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(Partition.Topic)))
        {
            if (message.Value is { Length: > 0 } value)
                _keys[key.ToArray()] = new StoredState(value, Number(message, StateTopic.OffsetHeader), Number(message, StateTopic.CommittedHeader));
            else
                _keys.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(key);
        }

        Position = record.Offset + 1;
        return message.Key!.Length + (message.Value?.Length ?? 0);
    }

    private static long Number(Message<byte[]?, byte[]?> message, string header) =>
        message.Headers.TryGetLastBytes(header, out var value) ? StateTopic.Number(value) ?? -1 : -1;
}

/// <summary>The state of a key as its newest record holds it.</summary>
/// <param name="State">The stage's bytes.</param>
/// <param name="NextOffset">The state holds every record of the input's partition below this offset.</param>
/// <param name="Committed">An offset that the group had committed when it was written; -1: none.</param>
internal readonly record struct StoredState(byte[] State, long NextOffset, long Committed);
