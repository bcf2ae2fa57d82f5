using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Poses;
using StreamLift.View;
using StreamLift.Wire;

namespace StreamLift.Host.Viewing;

/// <summary>What a topic holds, told by the last record of each partition before the work begins.</summary>
internal static class TopicKind
{
    /// <summary>What the topic holds: people or poses; null for a topic without records.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="withoutHeader">The encoding of a record without a content-type header.</param>
    /// <param name="stop">A stop.</param>
    /// <exception cref="ConfigurationException">The topic does not exist, or holds something else.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error.</exception>
    public static async Task<RecordKind?> ReadAsync(BrokerOptions topic, WireEncoding withoutHeader, CancellationToken stop)
    {
        var ends = await CommandTopic.EndsAsync(topic, stop);
        var kinds = await Task.Run(() => Kinds(topic, ends, withoutHeader, stop), stop);
        foreach (var kind in (RecordKind[])[RecordKind.People, RecordKind.Poses])
            if (kinds.Contains(kind))
                return kind;
        return kinds.Count == 0 ? null : throw new ConfigurationException($"topic {topic.Topic} {RecordKinds.Refusal(kinds)}");
    }

    private static HashSet<RecordKind> Kinds(BrokerOptions topic, IReadOnlyDictionary<int, long> ends, WireEncoding withoutHeader, CancellationToken stop)
    {
        var kinds = new HashSet<RecordKind>();
        using var consumer = new AssignedConsumer<Ignore, byte[]?>(topic, TopicView.Client, TopicView.Client) { NeedsNoGroup = true };
        foreach (var record in consumer.ReadTo(ends, stop, ends.ToDictionary(end => end.Key, end => Math.Max(0, end.Value - RecordsPerPartition))))
            kinds.Add(
                record.Message.Value is { } value && RecordEncodings.TryFind(record.Message.Headers, withoutHeader, out var encoding)
                    ? RecordKinds.Of(encoding, value)
                    : RecordKind.Other
            );
        stop.ThrowIfCancellationRequested();
        return kinds;
    }

    // The last offset may be that of a transaction's marker.
    private const int RecordsPerPartition = 2;
}
