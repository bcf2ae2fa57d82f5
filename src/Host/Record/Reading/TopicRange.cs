using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.Host.Brokers;
using StreamLift.Poses;

namespace StreamLift.Host.Record.Reading;

/// <summary>The offsets that are read: a begin of each partition and, where they are known, the ends.</summary>
/// <param name="Begins">The first offset of each partition that is read.</param>
/// <param name="Ends">The offset before which each partition is read; null: until it is stopped.</param>
/// <param name="Notes">What the user should know, one line each.</param>
internal sealed record TopicRange(IReadOnlyDictionary<int, long> Begins, IReadOnlyDictionary<int, long>? Ends, IReadOnlyList<string> Notes)
{
    /// <summary>Whether the topic ends before the ends, so that records are waited for.</summary>
    public bool IsBeyondEnd { get; private init; }

    /// <summary>Asks the broker for the offsets.</summary>
    /// <param name="options">The topic.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends; null, or a time that has not come yet: not known.</param>
    /// <param name="now">The time.</param>
    /// <param name="stop">Ends the wait for the broker.</param>
    /// <exception cref="ConfigurationException">The topic does not exist, or has no such partition, or ends before the begin.</exception>
    /// <exception cref="BrokerException">No broker answers within the limit, or a partition can't be reached.</exception>
    public static async Task<TopicRange> FindAsync(BrokerOptions options, TopicPosition from, TopicPosition? to, DateTimeOffset now, CancellationToken stop)
    {
        using var broker = new Broker(options.Bootstrap, options.Kafka, options.ConnectTimeout, stop);
        var partitions = await CommandTopic.PartitionsAsync(broker, options);
        var problems = Unknown("--from", from, options.Topic, partitions).Concat(Unknown("--to", to, options.Topic, partitions)).ToList();
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
        if (from.Time is { } begin && to?.Time is { } end && end <= begin)
            throw new ConfigurationException($"--to {end:u} is not after --from {begin:u}");
        var begins = await OffsetsAsync(broker, options.Topic, partitions, from);
        var ends = to is null || to.Time > now ? null : await OffsetsAsync(broker, options.Topic, partitions, to);
        var (first, last) = (
            await OffsetsAsync(broker, options.Topic, partitions, TopicPosition.Earliest),
            await OffsetsAsync(broker, options.Topic, partitions, TopicPosition.Latest)
        );
        var notes = Compare(options.Topic, from, first, last).ToList();
        begins = begins.ToDictionary(begin => begin.Key, begin => Math.Max(begin.Value, first[begin.Key]));
        if (ends is null)
            return new(begins, null, notes);
        var beyond = ends.Where(end => end.Value > last[end.Key]).ToList();
        notes.AddRange(
            beyond.Select(end => $"partition {end.Key} ends at {last[end.Key]}, before --to {end.Key}/{end.Value}: the records up to there are waited for")
        );
        if (to?.Offsets is not null && begins.Keys.Except(ends.Keys).Order().ToList() is { Count: > 0 } others)
            notes.Add($"--to names no offset of {LeaderProblems.Numbered("partition", others)}: not read");
        var both = begins.Keys.Intersect(ends.Keys).ToList();
        if (both.Count == 0)
            throw new ConfigurationException("--from and --to name no partition in common, so nothing lies between them");
        if (from.Offsets is not null && to?.Offsets is not null)
            RequireOrder(both, from.Offsets, to.Offsets);
        return new(both.ToDictionary(one => one, one => begins[one]), both.ToDictionary(one => one, one => ends[one]), notes)
        {
            IsBeyondEnd = beyond.Count > 0,
        };
    }

    /// <summary>Asks the broker for the offsets of a time that has come.</summary>
    /// <exception cref="BrokerException">No broker answers within the limit, or a partition can't be reached.</exception>
    /// <exception cref="OperationCanceledException">A stop while no broker answers.</exception>
    public static async Task<IReadOnlyDictionary<int, long>> EndsAsync(BrokerOptions options, TopicPosition to, CancellationToken stop)
    {
        using var broker = new Broker(options.Bootstrap, options.Kafka, options.ConnectTimeout, stop);
        return await OffsetsAsync(broker, options.Topic, await CommandTopic.PartitionsAsync(broker, options), to);
    }

    private static IEnumerable<string> Compare(string topic, TopicPosition from, IReadOnlyDictionary<int, long> first, IReadOnlyDictionary<int, long> last)
    {
        if (from.Offsets is not { } offsets)
            yield break;
        var beyond = offsets.Where(offset => offset.Value > last[offset.Key]).ToList();
        if (beyond.Count > 0)
            throw new ConfigurationException([
                .. beyond.Select(offset => $"--from {offset.Key}/{offset.Value}: partition {offset.Key} of topic {topic} ends at {last[offset.Key]}"),
            ]);
        foreach (var (partition, offset) in offsets.Where(offset => offset.Value < first[offset.Key]))
            yield return $"partition {partition} begins at {first[partition]}: its records from {offset} on were deleted";
        if (first.Keys.Except(offsets.Keys).Order().ToList() is { Count: > 0 } others)
            yield return $"--from names no offset of {LeaderProblems.Numbered("partition", others)}: not read";
    }

    // in one of several partitions there may be nothing
    private static void RequireOrder(List<int> partitions, IReadOnlyDictionary<int, long> from, IReadOnlyDictionary<int, long> to)
    {
        var isEmpty = partitions.TrueForAll(one => to[one] == from[one]);
        var wrong = partitions.Where(one => isEmpty || to[one] < from[one]).Order().ToList();
        if (wrong.Count > 0)
            throw new ConfigurationException([.. wrong.Select(one => $"--to {one}/{to[one]} is not after --from {one}/{from[one]}")]);
    }

    private static IEnumerable<string> Unknown(string flag, TopicPosition? position, string topic, int partitions) =>
        (position?.Offsets?.Keys ?? [])
            .Where(partition => partition >= partitions)
            .Order()
            .Select(partition => $"{flag}: topic {topic} has no partition {partition}; it has {Counted.Of(partitions, "partition")}, counted from 0");

    private static async Task<IReadOnlyDictionary<int, long>> OffsetsAsync(Broker broker, string topic, int partitions, TopicPosition position) =>
        position.Offsets
        ?? (
            await broker.Offsets.PositionsAsync(
                new Dictionary<string, int> { [topic] = partitions },
                position.IsEarliest ? OffsetSpec.Earliest()
                    : position.Time is { } time ? OffsetSpec.ForTimestamp(time.ToUnixTimeMilliseconds())
                    : OffsetSpec.Latest(),
                IsolationLevel.ReadCommitted
            )
        ).ToDictionary(offset => offset.Partition.Value, offset => offset.Offset.Value);
}
