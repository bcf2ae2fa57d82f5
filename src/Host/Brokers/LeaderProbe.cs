using Confluent.Kafka;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Waits until each partition of a command's topics has a leader, and each of these leaders takes connections at the address that the cluster advertises for
/// it. Without this the client retries without a word. Brokers that lead none of the partitions don't matter, so a cluster that is restarted broker by broker
/// passes.
/// </summary>
/// <param name="servers">The bootstrap servers, separated by commas.</param>
/// <param name="limit">Time limit for the wait.</param>
/// <param name="ask">Asks for the metadata of all topics; the last answer if no broker answers, null if none ever has.</param>
/// <param name="connect">Connects once; the second value limits the time. Returns why it can't, or null.</param>
/// <param name="clock">The clock.</param>
internal sealed class LeaderProbe(
    string servers,
    TimeSpan limit,
    Func<Metadata?> ask,
    Func<BrokerMetadata, TimeSpan, CancellationToken, Task<string?>> connect,
    TimeProvider clock
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    /// <summary>Waits for the leaders of these topics. A topic that the metadata lacks is passed over.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="group">The consumer group whose coordinator is needed too; null for none.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="BrokerException">Not within the limit: a line for each broker and topic.</exception>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public Task AwaitLeadersAsync(IReadOnlyCollection<string> topics, string? group, CancellationToken stop) =>
        AwaitAsync((metadata, left) => ProblemsAsync(metadata, Needed(metadata, topics, group), left, stop), stop);

    /// <summary>Waits until any broker of the cluster can be reached: each of them can pass on a request to create topics.</summary>
    /// <exception cref="BrokerException">None within the limit: a line for each broker.</exception>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public Task AwaitAnyAsync(CancellationToken stop) =>
        AwaitAsync(
            async (metadata, left) =>
            {
                var reasons = await Task.WhenAll(metadata.Brokers.Select(broker => connect(broker, left, stop)));
                return reasons.Contains(null) ? [] : [.. metadata.Brokers.Zip(reasons, (broker, why) => Advertised(broker).Unreachable(why!, servers))];
            },
            stop
        );

    private async Task AwaitAsync(Func<Metadata, TimeSpan, Task<IReadOnlyList<string>>> problemsOf, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var metadata = ask();
            var left = limit - clock.GetElapsedTime(started);
            var problems = metadata is null
                ? [$"no broker answers at {servers} within {limit.TotalSeconds:0.#} s"]
                : await problemsOf(metadata, left < ConnectLimit ? (left > Pause ? left : Pause) : ConnectLimit);
            if (problems.Count == 0)
                return;
            if (clock.GetElapsedTime(started) + Pause >= limit)
                throw new BrokerException(problems);
            await Task.Delay(Pause, clock, stop);
        }
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(Metadata metadata, IReadOnlyList<TopicMetadata> topics, TimeSpan left, CancellationToken stop)
    {
        var leaders = topics.SelectMany(topic => topic.Partitions).Select(partition => partition.Leader).ToHashSet();
        var needed = metadata.Brokers.Where(broker => leaders.Contains(broker.BrokerId)).OrderBy(broker => broker.BrokerId).ToList();
        var reasons = await Task.WhenAll(needed.Select(broker => connect(broker, left, stop)));
        return
        [
            .. needed
                .Zip(reasons)
                .Where(pair => pair.Second is not null)
                .Select(pair => Advertised(pair.First).Unreachable(pair.Second!, servers, LedBy(pair.First, topics))),
            .. topics.SelectMany(topic => LeaderProblems.Of(topic, metadata.Brokers)),
        ];
    }

    // of the topic of offsets only the partition that keeps the group's
    private static List<TopicMetadata> Needed(Metadata metadata, IReadOnlyCollection<string> topics, string? group)
    {
        var needed = metadata.Topics.FindAll(topic => topics.Contains(topic.Topic));
        if (group is not null && GroupCoordinator.PartitionOf(group, metadata) is { } partition)
            needed.Add(new TopicMetadata($"{GroupCoordinator.Topic} (of group {group})", [partition], ErrorCode.NoError));
        return needed;
    }

    private static string LedBy(BrokerMetadata broker, IReadOnlyList<TopicMetadata> topics) =>
        string.Join(
            "; ",
            topics
                .Select(topic => (topic.Topic, Led: topic.Partitions.FindAll(partition => partition.Leader == broker.BrokerId), All: topic.Partitions.Count))
                .Where(topic => topic.Led.Count > 0)
                .Select(topic =>
                    topic.Led.Count == topic.All
                        ? $"topic {topic.Topic}"
                        : $"topic {topic.Topic}, {LeaderProblems.Numbered("partition", topic.Led.ConvertAll(partition => partition.PartitionId))}"
                )
        );

    private static AdvertisedBroker Advertised(BrokerMetadata broker) => new(broker.BrokerId, $"{broker.Host}:{broker.Port}");
}
