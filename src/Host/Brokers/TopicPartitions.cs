using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>Asks the broker which partitions a topic has.</summary>
/// <param name="client">The client to ask with; owned by the caller.</param>
/// <param name="options">The topic and its broker.</param>
/// <param name="errors">What the client has reported about its connections.</param>
internal sealed class TopicPartitions(Handle client, BrokerOptions options, ConnectionErrors errors)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NowLimit = TimeSpan.FromSeconds(1);

    /// <summary>The partitions that have a leader now.</summary>
    /// <exception cref="KafkaException">The broker does not answer within a second.</exception>
    public List<TopicPartition> Now()
    {
        using var admin = new DependentAdminClientBuilder(client).Build();
        return [.. Of(admin.GetMetadata(options.Topic, NowLimit).Topics.Single().Partitions.Where(partition => partition.Leader >= 0))];
    }

    /// <summary>All partitions, once each has a leader: a new topic may lack leaders for a moment, and not every broker may know it yet.</summary>
    /// <exception cref="BrokerException">A partition has no leader within the connect timeout.</exception>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public List<TopicPartition> Await(CancellationToken stop)
    {
        using var admin = new DependentAdminClientBuilder(client).Build();
        for (var started = TimeProvider.System.GetTimestamp(); ; )
        {
            stop.ThrowIfCancellationRequested();
            var metadata = Metadata(admin);
            var topic = metadata.Topics.Single();
            if (!topic.Error.IsError && topic.Partitions.Count > 0 && topic.Partitions.TrueForAll(partition => partition.Leader >= 0))
                return [.. Of(topic.Partitions)];
            if (TimeProvider.System.GetElapsedTime(started) > options.ConnectTimeout)
                throw topic.Error.IsError || topic.Partitions.Count == 0
                    ? errors.Explain($"topic {options.Topic} has no readable partitions after {options.ConnectTimeout.TotalSeconds:0.#} s", topic.Error)
                    : new BrokerException([.. LeaderProblems.Of(topic, metadata.Brokers)]);
            stop.WaitHandle.WaitOne(PollInterval);
        }
    }

    private IEnumerable<TopicPartition> Of(IEnumerable<PartitionMetadata> partitions) =>
        partitions.Select(partition => new TopicPartition(options.Topic, partition.PartitionId));

    private Metadata Metadata(IAdminClient admin)
    {
        try
        {
            return admin.GetMetadata(options.Topic, options.ConnectTimeout);
        }
        catch (KafkaException e)
        {
            throw errors.Explain($"topic {options.Topic}: its partitions can't be found", e.Error);
        }
    }
}
