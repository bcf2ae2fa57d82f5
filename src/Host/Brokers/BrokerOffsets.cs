using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.BrokerErrors;

namespace StreamLift.Host.Brokers;

/// <summary>End offsets of partitions, and committed offsets of groups.</summary>
/// <param name="admin">The client to ask with; owned by the caller.</param>
/// <param name="client">The properties of a client of the same broker.</param>
/// <param name="limit">Time limit for an answer.</param>
/// <param name="connections">What the client has reported about its connections.</param>
internal sealed class BrokerOffsets(IAdminClient admin, ClientConfig client, TimeSpan limit, ConnectionErrors connections)
{
    /// <summary>The end offset of every partition of these topics that is not empty.</summary>
    /// <param name="topics">The topics with their numbers of partitions.</param>
    /// <param name="isolation">Whether records of open transactions count. A consumer of committed records does not reach them.</param>
    /// <exception cref="BrokerException">The offsets of a partition are not known within the limit. They never count as an empty partition.</exception>
    public async Task<IReadOnlyDictionary<(string Topic, int Partition), long>> EndsAsync(
        IReadOnlyDictionary<string, int> topics,
        IsolationLevel isolation = IsolationLevel.ReadUncommitted
    )
    {
        var beginnings = (await AtAsync(topics, OffsetSpec.Earliest())).ToDictionary(offset => offset.TopicPartition, offset => offset.Offset);
        return (await AtAsync(topics, OffsetSpec.Latest(), isolation))
            .Where(end => end.Offset > beginnings[end.TopicPartition])
            .ToDictionary(end => (end.Topic, end.Partition.Value), end => end.Offset.Value);
    }

    /// <summary>The offset of every partition of these topics at a position; the end where no record is as recent as a time.</summary>
    /// <param name="topics">The topics with their numbers of partitions.</param>
    /// <param name="position">The position.</param>
    /// <param name="isolation">Whether records of open transactions count for the end.</param>
    /// <exception cref="BrokerException">The offset of a partition is not known within the limit.</exception>
    public async Task<List<TopicPartitionOffset>> PositionsAsync(
        IReadOnlyDictionary<string, int> topics,
        OffsetSpec position,
        IsolationLevel isolation = IsolationLevel.ReadUncommitted
    )
    {
        var ends = await AtAsync(topics, OffsetSpec.Latest(), isolation);
        return (await AtAsync(topics, position, isolation)).ConvertAll(offset =>
            offset.Offset.Value >= 0 ? offset : ends.Single(end => end.TopicPartition == offset.TopicPartition)
        );
    }

    /// <summary>Commits the offsets of a position for a group.</summary>
    /// <returns>False if the group has members: only the offsets of an empty group can be reset.</returns>
    /// <exception cref="BrokerException">The broker rejects it, or does not answer.</exception>
    public async Task<bool> MoveGroupAsync(string group, IReadOnlyDictionary<string, int> topics, OffsetSpec position)
    {
        var offsets = await PositionsAsync(topics, position);
        try
        {
            await AlterAsync(group, offsets);
            return true;
        }
        catch (AlterConsumerGroupOffsetsException e)
            when (e.Results.Any(result =>
                    result.Error.Code is ErrorCode.UnknownMemberId or ErrorCode.NonEmptyGroup
                    || result.Partitions.Any(partition => partition.Error.Code == ErrorCode.UnknownMemberId)
                )
            )
        {
            return false;
        }
        catch (KafkaException e)
        {
            throw connections.Explain($"--from: can't reset the offsets of group {group}", ErrorOf(e));
        }
    }

    /// <summary>The committed offsets of groups in a topic, by group and partition. Partitions without a committed offset are left out.</summary>
    /// <exception cref="BrokerException">The broker rejects it.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>>> CommittedAsync(
        IReadOnlyCollection<string> groups,
        string topic,
        int partitions
    )
    {
        var asked = Enumerable.Range(0, partitions).Select(partition => new TopicPartition(topic, partition)).ToList();
        // A client with its own group: if a broker answers that it is not the coordinator, librdkafka 2.16 looks up the coordinator of the client's group
        // without
        // checking that the client has one, and the process ends with a segmentation fault (rd_kafka_handle_OffsetFetch).
        using var owner = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(client.ToDictionary()) { GroupId = groups.First() })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => connections.Hear(error))
            .Build();
        using var asking = new DependentAdminClientBuilder(owner.Handle).Build();
        var committed = new Dictionary<string, IReadOnlyDictionary<int, long>>();
        foreach (var group in groups)
        {
            try
            {
                var answer = await RequestRetry.RunAsync(limit, TimeProvider.System, () =>
                    asking.ListConsumerGroupOffsetsAsync(
                        [new ConsumerGroupTopicPartitions(group, asked)],
                        new ListConsumerGroupOffsetsOptions { RequestTimeout = limit }
                    )
                );
                committed[group] = answer
                    .SelectMany(result => result.Partitions)
                    .Where(offset => offset.Offset.Value >= 0)
                    .ToDictionary(offset => offset.Partition.Value, offset => offset.Offset.Value);
            }
            catch (KafkaException e)
            {
                throw connections.Explain($"group {group}: can't read its committed offsets", ErrorOf(e));
            }
        }

        return committed;
    }

    /// <summary>Commits offsets of a topic for a group without members.</summary>
    /// <exception cref="BrokerException">The broker rejects it.</exception>
    public async Task CommitAsync(string group, string topic, IEnumerable<(int Partition, long Offset)> offsets)
    {
        var wanted = offsets.Select(offset => new TopicPartitionOffset(topic, offset.Partition, offset.Offset)).ToList();
        try
        {
            await AlterAsync(group, wanted);
        }
        catch (KafkaException e)
        {
            throw connections.Explain($"group {group}: can't commit its offsets", ErrorOf(e));
        }
    }

    private Task AlterAsync(string group, List<TopicPartitionOffset> offsets) =>
        RequestRetry.RunAsync(limit, TimeProvider.System, () =>
            admin.AlterConsumerGroupOffsetsAsync(
                [new ConsumerGroupTopicPartitionOffsets(group, offsets)],
                new AlterConsumerGroupOffsetsOptions { RequestTimeout = limit }
            )
        );

    // the exception's own words only refer to its results
    private static Error ErrorOf(KafkaException exception) => RequestRetry.Errors(exception).FirstOrDefault(exception.Error);

    private async Task<List<TopicPartitionOffset>> AtAsync(
        IReadOnlyDictionary<string, int> topics,
        OffsetSpec position,
        IsolationLevel isolation = IsolationLevel.ReadUncommitted
    )
    {
        var asked = topics
            .SelectMany(topic =>
                Enumerable
                    .Range(0, topic.Value)
                    .Select(partition => new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition(topic.Key, partition), OffsetSpec = position })
            )
            .ToList();
        try
        {
            var answer = await RequestRetry.RunAsync(limit, TimeProvider.System, () =>
                admin.ListOffsetsAsync(asked, new ListOffsetsOptions { RequestTimeout = limit, IsolationLevel = isolation })
            );
            return KnownOffsets.Of(asked, [.. answer.ResultInfos.Select(info => info.TopicPartitionOffsetError)], connections);
        }
        catch (ListOffsetsException e) when (e.Result?.ResultInfos is { Count: > 0 } infos)
        {
            return KnownOffsets.Of(asked, [.. infos.Select(info => info.TopicPartitionOffsetError)], connections);
        }
        catch (KafkaException e)
        {
            throw connections.Explain($"can't read the offsets of topic {string.Join(", ", topics.Keys)}", ErrorOf(e));
        }
    }
}
