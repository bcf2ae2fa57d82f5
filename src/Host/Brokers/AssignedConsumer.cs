using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>Reads the committed records of one topic from partitions that are assigned by hand. It joins no group and commits nothing. One thread.</summary>
internal sealed class AssignedConsumer<TKey, TValue> : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly BrokerOptions _options;
    private readonly string _group;
    private readonly IConsumer<TKey, TValue> _consumer;
    private readonly ConnectionErrors _errors;
    private readonly TopicPartitions _partitions;
    private volatile Error? _fatal;

    /// <param name="options">The topic and its broker. The connect timeout limits every wait for the broker.</param>
    /// <param name="clientId">The client's name in the broker's logs.</param>
    /// <param name="group">librdkafka requires a group's name, and the broker authorizes it, although no group comes into being.</param>
    /// <param name="configure">Changes the consumer's properties, before the user's own.</param>
    /// <exception cref="ConfigurationException">A property that librdkafka doesn't know.</exception>
    public AssignedConsumer(BrokerOptions options, string clientId, string group, Action<ConsumerConfig>? configure = null)
    {
        (_options, _group, _errors) = (options, group, new ConnectionErrors(options.Bootstrap));
        var config = new ConsumerConfig
        {
            BootstrapServers = options.Bootstrap,
            ClientId = clientId,
            GroupId = group,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
            ConsumeResultFields = "headers",
        };
        configure?.Invoke(config);
        foreach (var (key, value) in options.Kafka)
            config.Set(key, value);
        try
        {
            _consumer = new ConsumerBuilder<TKey, TValue>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => OnError(error)).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }

        _partitions = new TopicPartitions(_consumer.Handle, options, _errors);
    }

    /// <summary>Whether it goes on where the broker does not authorize the group: nothing is read from it or written to it.</summary>
    public bool NeedsNoGroup { get; init; }

    /// <summary>The client.</summary>
    public IClient Client => _consumer;

    /// <summary>Assigns every partition of the topic at an offset, such as the beginning.</summary>
    /// <returns>The number of partitions.</returns>
    /// <exception cref="BrokerException">A partition has no leader within the connect timeout.</exception>
    public int AssignAll(Offset from, CancellationToken stop)
    {
        var partitions = _partitions.Await(stop);
        _consumer.Assign(partitions.ConvertAll(partition => new TopicPartitionOffset(partition, from)));
        return partitions.Count;
    }

    /// <summary>Assigns every partition of the topic at its current end: the records that follow are those that are sent from now on.</summary>
    /// <exception cref="BrokerException">A partition has no leader within the connect timeout, or does not tell its end.</exception>
    public void AssignAtEnd(CancellationToken stop) =>
        _consumer.Assign(_partitions.Await(stop).ConvertAll(partition => new TopicPartitionOffset(partition, EndOf(partition))));

    /// <summary>Assigns one partition at an offset.</summary>
    public void Assign(int partition, long offset) => _consumer.Assign(new TopicPartitionOffset(_options.Topic, partition, offset));

    /// <summary>Assigns partitions, each at an offset.</summary>
    public void Assign(IEnumerable<KeyValuePair<int, long>> offsets) =>
        _consumer.Assign(offsets.Select(offset => new TopicPartitionOffset(_options.Topic, offset.Key, offset.Value)));

    /// <summary>
    /// Assigns, from their beginning, the partitions that the topic has got since the others were assigned. A broker that is slow is asked again later.
    /// </summary>
    public void AssignNew()
    {
        try
        {
            var added = _partitions.Now().Except(_consumer.Assignment).Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)).ToList();
            if (added.Count > 0)
                _consumer.IncrementalAssign(added);
        }
        catch (KafkaException)
        {
            // the client tells of a broker that does not answer by its own errors
        }
    }

    /// <summary>Leaves out the records that were sent and not read yet.</summary>
    public void SkipToEnds()
    {
        foreach (var partition in _consumer.Assignment)
            try
            {
                _consumer.Seek(new TopicPartitionOffset(partition, Offset.End));
            }
            catch (KafkaException)
            {
                // a partition that can't be reached now is read on from where it was
            }
    }

    /// <summary>The end of each assigned partition, as the last answer of the broker told it.</summary>
    public IEnumerable<(int Partition, long End)> KnownEnds() =>
        _consumer.Assignment.Select(partition => (partition.Partition.Value, _consumer.GetWatermarkOffsets(partition).High.Value));

    /// <summary>Ends the assignment.</summary>
    public void Unassign() => _consumer.Unassign();

    /// <summary>Ends the assignment of one partition.</summary>
    public void Unassign(int partition) => _consumer.IncrementalUnassign([new TopicPartition(_options.Topic, partition)]);

    /// <summary>The sum of the end offsets of the assigned partitions.</summary>
    public long SumOfEnds() => _consumer.Assignment.Sum(partition => EndOf(partition).Value);

    /// <summary>Every record from <paramref name="begins"/>, or the beginning, to before <paramref name="ends"/>. Ends early on a stop.</summary>
    /// <exception cref="BrokerException">A fatal error, or silence for the connect timeout.</exception>
    public IEnumerable<ConsumeResult<TKey, TValue>> ReadTo(
        IReadOnlyDictionary<int, long> ends,
        CancellationToken stop,
        IReadOnlyDictionary<int, long>? begins = null
    )
    {
        var left = new PartitionsLeft(ends, begins);
        _consumer.Assign(left.Open.Select(partition => new TopicPartitionOffset(_options.Topic, partition, begins?[partition] ?? Offset.Beginning)));
        while (left.Open.Count > 0 && TryNext(stop) is { } result)
        {
            if (left.Passes(result.Partition.Value, result.Offset.Value, result.IsPartitionEOF))
                yield return result;
            if (left.JustClosed is { } partition)
                Unassign(partition);
        }

        _consumer.Unassign();
    }

    /// <summary>The next record, or the end of a partition.</summary>
    /// <exception cref="BrokerException">A fatal error, or silence for the connect timeout.</exception>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public ConsumeResult<TKey, TValue> Next(CancellationToken stop) => TryNext(stop) ?? throw new OperationCanceledException(stop);

    /// <summary>The next record, or the end of a partition; null if nothing arrives within a tenth of a second.</summary>
    /// <exception cref="BrokerException">A fatal error.</exception>
    public ConsumeResult<TKey, TValue>? Poll() => Poll(PollInterval);

    /// <summary>The next record, or the end of a partition; null if nothing arrives within a time.</summary>
    /// <exception cref="BrokerException">A fatal error.</exception>
    public ConsumeResult<TKey, TValue>? Poll(TimeSpan wait)
    {
        if (_fatal is { } error)
            throw new BrokerException($"topic {_options.Topic}: {ErrorSentence.Of(error)}");
        try
        {
            return _consumer.Consume(wait);
        }
        catch (ConsumeException e) when (e.Error.Code == ErrorCode.GroupAuthorizationFailed)
        {
            if (NeedsNoGroup)
                return null;
            throw new BrokerException($"group {_group}: {ErrorSentence.Of(e.Error)}");
        }
        catch (ConsumeException e)
        {
            throw new BrokerException($"topic {_options.Topic} can't be read: {ErrorSentence.Of(e.Error)}");
        }
    }

    /// <summary>The error of a silence for the connect timeout, with what the client has reported about its connections.</summary>
    public BrokerException Silence() => _errors.Explain($"topic {_options.Topic}: the broker sent nothing for {_options.ConnectTimeout.TotalSeconds:0.#} s");

    /// <inheritdoc/>
    public void Dispose() => _consumer.Dispose();

    private ConsumeResult<TKey, TValue>? TryNext(CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            if (Poll() is { } result)
                return result;
            if (TimeProvider.System.GetElapsedTime(started) >= _options.ConnectTimeout)
                throw Silence();
        }

        return null;
    }

    private void OnError(Error error)
    {
        _errors.Hear(error);
        if (error.IsFatal)
            _fatal ??= error;
    }

    private Offset EndOf(TopicPartition partition)
    {
        try
        {
            return _consumer.QueryWatermarkOffsets(partition, _options.ConnectTimeout).High;
        }
        catch (KafkaException e)
        {
            throw _errors.Explain($"topic {_options.Topic}, partition {partition.Partition.Value}: the end can't be read", e.Error);
        }
    }
}
