using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Host.Motion;
using StreamLift.Poses;

namespace StreamLift.Host.Redrive;

/// <summary>Reads the dead-letter topic, outside any group: through and through, or one letter. One thread.</summary>
internal sealed class DeadLetterTopic : IDisposable
{
    // skipping so many letters costs less than asking the broker for another place
    private const int Near = 1000;

    private readonly BrokerOptions _options;
    private readonly string _group;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private Error? _fatal;
    private TopicPartitionOffset _next = new("", 0, Offset.Unset);

    public DeadLetterTopic(RedriveOptions options)
    {
        (_options, _group) = (options.Broker, options.Group);
        var config = new ConsumerConfig
        {
            BootstrapServers = _options.Bootstrap,
            ClientId = "streamlift-redrive",
            GroupId = options.Group, // librdkafka wants a name; partitions are assigned by hand
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
            ConsumeResultFields = "headers",
        };
        foreach (var (key, value) in _options.Kafka)
            config.Set(key, value);
        try
        {
            _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config)
                .SetLogHandler((_, _) => { })
                .SetErrorHandler((_, error) => _fatal ??= error.IsFatal ? error : null)
                .Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }
    }

    /// <summary>Each record from <paramref name="begins"/> to before <paramref name="ends"/>, partition by partition in order.</summary>
    /// <exception cref="BrokerException">The broker fails for good, or is silent for the connect timeout.</exception>
    public IEnumerable<ConsumeResult<byte[]?, byte[]?>> Read(IReadOnlyDictionary<int, long> begins, IReadOnlyDictionary<int, long> ends, CancellationToken stop)
    {
        var left = ends.Where(end => begins[end.Key] < end.Value).Select(end => end.Key).ToHashSet();
        _consumer.Assign(left.Select(partition => new TopicPartitionOffset(_options.Topic, partition, begins[partition])));
        while (left.Count > 0 && !stop.IsCancellationRequested)
        {
            var result = Next();
            var end = ends.GetValueOrDefault(result.Partition.Value);
            // what lies between the last record and the end is no record but a transaction's mark
            if ((result.IsPartitionEOF || result.Offset.Value >= end - 1) && left.Remove(result.Partition.Value))
                _consumer.IncrementalUnassign([new TopicPartition(_options.Topic, result.Partition)]);
            if (!result.IsPartitionEOF && result.Offset.Value < end)
                yield return result;
        }

        _consumer.Unassign();
    }

    /// <summary>One record.</summary>
    /// <exception cref="BrokerException">The broker fails for good, or has it no longer.</exception>
    public ConsumeResult<byte[]?, byte[]?> Read(int partition, long offset)
    {
        if (_next.Partition.Value != partition || _next.Offset.Value > offset || offset - _next.Offset.Value > Near)
            _consumer.Assign(new TopicPartitionOffset(_options.Topic, partition, offset));
        ConsumeResult<byte[]?, byte[]?> result;
        do result = Next();
        while (!result.IsPartitionEOF && result.Offset.Value < offset);
        if (result.IsPartitionEOF || result.Offset.Value != offset)
            throw new BrokerException(
                $"topic {_options.Topic}: the dead letter at [{partition}]@{offset} is gone (retention?); start again to send the remaining ones"
            );
        _next = new TopicPartitionOffset(_options.Topic, partition, offset + 1);
        return result;
    }

    public void Dispose() => _consumer.Dispose();

    private ConsumeResult<byte[]?, byte[]?> Next()
    {
        try
        {
            return (_fatal is null ? _consumer.Consume(_options.ConnectTimeout) : null)
                ?? throw new BrokerException(
                    $"topic {_options.Topic}: {_fatal?.Reason ?? $"the broker sent nothing for {_options.ConnectTimeout.TotalSeconds:0.#} s"}"
                );
        }
        catch (ConsumeException e) when (e.Error.Code == ErrorCode.GroupAuthorizationFailed)
        {
            throw new BrokerException($"group {_group}: this user may not read it: {e.Error.Reason}");
        }
        catch (ConsumeException e)
        {
            throw new BrokerException($"topic {_options.Topic} can't be read: {e.Error.Reason}");
        }
    }
}
