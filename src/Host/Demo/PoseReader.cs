using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Wire;

namespace StreamLift.Host.Demo;

/// <summary>An application's side of the demo: a plain consumer of the poses, outside any group, that knows what is true.</summary>
internal sealed class PoseReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly StreamNames _streams;
    private readonly DemoStatistics _figures;
    private readonly TimeProvider _clock;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly PoseRecords _records = new(WireEncoding.Json);

    public PoseReader(DemoBroker broker, StreamNames streams, DemoStatistics figures, TimeProvider clock)
    {
        (_streams, _figures, _clock) = (streams, figures, clock);
        var config = new ConsumerConfig
        {
            BootstrapServers = broker.Bootstrap,
            ClientId = "streamlift-demo",
            GroupId = "streamlift-demo-reader", // librdkafka wants a name; partitions are assigned by hand and nothing is committed, so no group comes to be
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            AllowAutoCreateTopics = false,
        };
        foreach (var (key, value) in broker.Properties.Concat(broker.ConsumerProperties))
            config.Set(key, value);
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    /// <summary>Takes its place at the topic's end as it is now; what comes after is read.</summary>
    /// <exception cref="BrokerException">The topic has no partitions that could be read.</exception>
    public async Task BeginAsync(CancellationToken stop)
    {
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var started = _clock.GetTimestamp();
        var partitions = Partitions(admin);
        // a topic made a moment ago may not have its leaders yet, or not be known to every broker
        while (partitions.Count == 0 && !stop.IsCancellationRequested)
        {
            if (_clock.GetElapsedTime(started) > Limit)
                throw new BrokerException($"topic {DemoSettings.Output} has no readable partitions after {Limit.TotalSeconds:0} s");
            await Task.Delay(Patience, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            partitions = Partitions(admin);
        }

        _consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(partition, _consumer.QueryWatermarkOffsets(partition, Limit).High)).ToList());
    }

    /// <summary>Reads until <paramref name="stop"/>, on a thread of its own.</summary>
    /// <exception cref="BrokerException">A record in the topic can't be read.</exception>
    public Task RunAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Read(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _consumer.Dispose();

    // None while one of them has no leader.
    private static List<TopicPartition> Partitions(IAdminClient admin)
    {
        var topic = admin.GetMetadata(DemoSettings.Output, Limit).Topics.Single();
        return topic.Error.IsError || topic.Partitions.Exists(partition => partition.Error.IsError || partition.Leader < 0)
            ? []
            : topic.Partitions.ConvertAll(partition => new TopicPartition(DemoSettings.Output, partition.PartitionId));
    }

    private void Read(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_consumer.Consume(Patience) is not { Message: { } message })
                continue;
            var poses = _records.Decode(message.Headers, message.Value)
                ?? throw new BrokerException($"topic {DemoSettings.Output} holds a record that is not a pose record: {_records.FirstProblem}");
            for (var i = 0; i < poses.Count; i++)
                if (_streams.CameraOf(poses[i].Stream) is >= 0 and var camera)
                    _figures.Landed(camera, poses[i]);
        }
    }
}
