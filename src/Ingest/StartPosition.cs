using System.Globalization;
using Confluent.Kafka;
using StreamLift.Poses;

namespace StreamLift.Ingest;

/// <summary>
/// Where a partition is read from when this process is first given it: the group's committed offset (without one, the beginning),
/// the beginning, the end, or the first record at or after a time. When a partition comes back to the process, always the committed offset.
/// </summary>
internal sealed class StartPosition
{
    private readonly HashSet<TopicPartition> _begun = [];
    private readonly Offset _offset;
    private readonly Timestamp? _time;

    private StartPosition(Offset offset, Timestamp? time = null)
    {
        _offset = offset;
        _time = time;
    }

    /// <exception cref="ConfigurationException">It is none of the four.</exception>
    public static StartPosition Parse(string text) => text.ToLowerInvariant() switch
    {
        "committed" => new(Offset.Unset),
        "earliest" => new(Offset.Beginning),
        "latest" => new(Offset.End),
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            new(Offset.Unset, new Timestamp(time.UtcDateTime, TimestampType.CreateTime)),
        _ => throw new ConfigurationException($"--from {text}: write committed, earliest, latest or a time such as 2026-01-31T12:00:00Z"),
    };

    /// <summary>Where each of the partitions just assigned begins.</summary>
    public IEnumerable<TopicPartitionOffset> Begin<TKey, TValue>(IConsumer<TKey, TValue> consumer, IReadOnlyList<TopicPartition> assigned)
    {
        var known = assigned.Where(partition => !_begun.Add(partition)).Select(partition => new TopicPartitionOffset(partition, Offset.Unset)).ToList();
        var fresh = assigned.Except(known.Select(partition => partition.TopicPartition)).ToList();
        if (_time is { } time && fresh.Count > 0)
            return [.. known, .. consumer.OffsetsForTimes(fresh.Select(partition => new TopicPartitionTimestamp(partition, time)), TimeSpan.FromSeconds(30))];
        return [.. known, .. fresh.Select(partition => new TopicPartitionOffset(partition, _offset))];
    }
}
