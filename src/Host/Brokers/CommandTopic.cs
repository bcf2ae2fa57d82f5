using StreamLift.Host.Running;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>A command's topic, verified before the work begins.</summary>
internal static class CommandTopic
{
    /// <summary>Verifies that the topic exists, and creates it if requested.</summary>
    /// <exception cref="ConfigurationException">The topic does not exist.</exception>
    /// <exception cref="BrokerException">No broker answers within the limit, or a partition can't be reached.</exception>
    public static async Task EnsureAsync(BrokerOptions options, bool create, CancellationToken stop)
    {
        using var broker = new Broker(options.Bootstrap, options.Kafka, options.ConnectTimeout, stop);
        if (broker.Topics().ContainsKey(options.Topic))
            await broker.AwaitLeadersAsync([options.Topic]);
        else if (create)
            await broker.CreateAsync([options.Topic]);
        else
            throw Missing(options, ", or use --create-topics");
    }

    /// <summary>The end offset of each partition, for a consumer of committed records.</summary>
    /// <exception cref="ConfigurationException">The topic does not exist.</exception>
    /// <exception cref="BrokerException">No broker answers within the limit, or a partition can't be reached.</exception>
    /// <exception cref="OperationCanceledException">A stop while no broker answers.</exception>
    public static async Task<IReadOnlyDictionary<int, long>> EndsAsync(BrokerOptions options, CancellationToken stop = default)
    {
        using var broker = new Broker(options.Bootstrap, options.Kafka, options.ConnectTimeout, stop);
        var partitions = await PartitionsAsync(broker, options);
        var ends = await broker.Offsets.EndsAsync(new Dictionary<string, int> { [options.Topic] = partitions }, Confluent.Kafka.IsolationLevel.ReadCommitted);
        return ends.ToDictionary(end => end.Key.Partition, end => end.Value);
    }

    /// <summary>The number of the topic's partitions, once each has a leader that can be reached.</summary>
    /// <exception cref="ConfigurationException">The topic does not exist.</exception>
    /// <exception cref="BrokerException">No broker answers within the limit, or a partition can't be reached.</exception>
    public static async Task<int> PartitionsAsync(Broker broker, BrokerOptions options)
    {
        if (!broker.Topics().TryGetValue(options.Topic, out var partitions))
            throw Missing(options, "");
        await broker.AwaitLeadersAsync([options.Topic]);
        return partitions;
    }

    private static ConfigurationException Missing(BrokerOptions options, string remedy) =>
        new($"topic {options.Topic} does not exist at {options.Bootstrap}, or this user may not see it; create it{remedy}");
}
