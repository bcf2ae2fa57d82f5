using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Host.Motion;
using StreamLift.Poses;

namespace StreamLift.Host.Evaluate;

/// <summary>Reads a topic from its beginning to given end offsets, outside any group.</summary>
internal static class TopicReader
{
    // librdkafka wants a name; partitions are assigned by hand and nothing is committed, so no group comes to be
    private const string Group = "streamlift-evaluate";

    /// <summary>Each record, partition by partition in order.</summary>
    /// <param name="options">Which topic.</param>
    /// <param name="ends">By partition: the offset before which to stop.</param>
    /// <param name="stop">Ends it early, by exception.</param>
    /// <exception cref="BrokerException">The broker fails for good, or is silent for the connect timeout.</exception>
    public static IEnumerable<ConsumeResult<Ignore, byte[]>> Read(BrokerOptions options, IReadOnlyDictionary<int, long> ends, CancellationToken stop)
    {
        var left = ends.Where(end => end.Value > 0).Select(end => end.Key).ToHashSet();
        if (left.Count == 0)
            yield break;
        Error? fatal = null;
        using var consumer = Build(options, error => fatal ??= error.IsFatal ? error : null);
        consumer.Assign(left.Select(partition => new TopicPartitionOffset(options.Topic, partition, Offset.Beginning)));
        while (left.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            var result = Next(consumer, options, fatal);
            // An end that the broker tells before the one at the start is that of the committed records so far: the rest is on its way. What lies
            // between the last record and an end may be no record but a transaction's mark.
            if (result.Offset.Value >= ends[result.Partition.Value] - (result.IsPartitionEOF ? 0 : 1))
            {
                left.Remove(result.Partition.Value);
                consumer.IncrementalUnassign([new TopicPartition(options.Topic, result.Partition)]);
            }
            if (!result.IsPartitionEOF && result.Offset.Value < ends[result.Partition.Value])
                yield return result;
        }
    }

    private static ConsumeResult<Ignore, byte[]> Next(IConsumer<Ignore, byte[]> consumer, BrokerOptions options, Error? fatal)
    {
        try
        {
            return (fatal is null ? consumer.Consume(options.ConnectTimeout) : null)
                ?? throw new BrokerException(
                    $"topic {options.Topic}: {fatal?.Reason ?? $"the broker sent nothing for {options.ConnectTimeout.TotalSeconds:0.#} s"}"
                );
        }
        catch (ConsumeException e) when (e.Error.Code == ErrorCode.GroupAuthorizationFailed)
        {
            throw new BrokerException($"group {Group}: this user may not describe it: {e.Error.Reason}");
        }
        catch (ConsumeException e)
        {
            throw new BrokerException($"topic {options.Topic} can't be read: {e.Error.Reason}");
        }
    }

    private static IConsumer<Ignore, byte[]> Build(BrokerOptions options, Action<Error> hear)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = options.Bootstrap,
            ClientId = "streamlift-evaluate",
            GroupId = Group,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
            ConsumeResultFields = "headers",
        };
        foreach (var (key, value) in options.Kafka)
            config.Set(key, value);
        try
        {
            return new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => hear(error)).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }
    }
}
