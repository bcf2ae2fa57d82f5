using System.Collections.Concurrent;
using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace StreamLift.Faults.Tests;

/// <summary>Three brokers, three replicas of everything, two of which must be in sync; each can be killed, stopped, frozen and brought back.</summary>
public sealed class ThreeBrokers : IAsyncLifetime
{
    private readonly RealBroker _cluster = new();
    private readonly ConcurrentDictionary<int, Func<Task>> _remedies = []; // for the brokers that are not as they should be
    private IAdminClient? _admin;

    /// <summary>host:port of all three.</summary>
    public string Bootstrap { get; private set; } = "";

    internal IAdminClient Admin => _admin ?? throw new InvalidOperationException("the brokers are not up");

    internal static IReadOnlyList<int> All { get; } = [1, 2, 3];

    public async ValueTask InitializeAsync()
    {
        if (KafkaInstallation.Missing is not null)
            return;
        // a fault is noticed in seconds, where a user's cluster takes up to 45
        Bootstrap = await _cluster.StartAsync(
            3,
            "group.min.session.timeout.ms=1000",
            "group.consumer.min.session.timeout.ms=1000",
            "group.consumer.session.timeout.ms=6000",
            "group.consumer.min.heartbeat.interval.ms=500",
            "group.consumer.heartbeat.interval.ms=1000",
            "broker.session.timeout.ms=6000",
            "broker.heartbeat.interval.ms=1000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000"
        );
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Bootstrap })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
    }

    public ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        if (Bootstrap.Length > 0)
            _cluster.Dispose();
        return ValueTask.CompletedTask;
    }

    internal Task KillAsync(int broker)
    {
        _remedies[broker] = () => UpAsync(broker);
        return _cluster.KillAsync(broker);
    }

    internal Task StopAsync(int broker)
    {
        _remedies[broker] = () => UpAsync(broker);
        return _cluster.StopAsync(broker);
    }

    /// <summary>Starts a broker that is down, and waits until every replica is in sync again.</summary>
    internal async Task ReviveAsync(params IEnumerable<int> brokers)
    {
        await Task.WhenAll(brokers.Select(UpAsync));
        await InSyncAsync();
    }

    /// <summary>Brings back what a trial that failed has left down or frozen.</summary>
    internal async Task RestoreAsync()
    {
        await Task.WhenAll(_remedies.Values.Select(remedy => remedy()));
        await InSyncAsync();
    }

    /// <summary>Stops a broker where it stands: its connections stay open, and nothing answers.</summary>
    internal void Freeze(int broker)
    {
        _remedies[broker] = () =>
        {
            Thaw(broker);
            return Task.CompletedTask;
        };
        _cluster.Freeze(broker);
    }

    internal void Thaw(int broker)
    {
        _cluster.Thaw(broker);
        _remedies.TryRemove(broker, out _);
    }

    /// <summary>Changes a topic's setting.</summary>
    internal Task ConfigureAsync(string topic, string name, string value) =>
        Admin.IncrementalAlterConfigsAsync(
            new Dictionary<ConfigResource, List<ConfigEntry>>
            {
                [new ConfigResource { Type = ResourceType.Topic, Name = topic }] =
                [
                    new ConfigEntry
                    {
                        Name = name,
                        Value = value,
                        IncrementalOperation = AlterConfigOpType.Set,
                    },
                ],
            }
        );

    /// <summary>Limits how many bytes a second the clients of this id may send; null: no limit.</summary>
    internal Task LimitAsync(string client, int? bytes) =>
        KafkaInstallation.RunAsync(
            "kafka.admin.ConfigCommand",
            "--bootstrap-server",
            Bootstrap,
            "--alter",
            "--entity-type",
            "clients",
            "--entity-name",
            client,
            bytes is null ? "--delete-config" : "--add-config",
            "producer_byte_rate" + (bytes is null ? "" : $"={bytes}")
        );

    internal Task InSyncAsync() =>
        Until.TrueAsync("every replica is in sync", () =>
            Admin
                .GetMetadata(TimeSpan.FromSeconds(10))
                .Topics.SelectMany(topic => topic.Partitions)
                .All(partition => partition.Leader > 0 && partition.InSyncReplicas.Length == partition.Replicas.Length)
        );

    /// <summary>Who leads a partition; of a topic just made not every broker knows yet.</summary>
    internal int LeaderOf(string topic, int partition)
    {
        int? leader = null;
        Until
            .TrueAsync($"{topic} [{partition}] has a leader", () =>
                (leader = Admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions.FirstOrDefault(p => p.PartitionId == partition)?.Leader) > 0
            )
            .GetAwaiter()
            .GetResult();
        return leader!.Value;
    }

    internal int CoordinatorOf(string group) => LeaderOf("__consumer_offsets", PlaceOf(group));

    /// <summary>The same where there may have been no group yet: asking for one makes the topic of offsets.</summary>
    internal async Task<int> CoordinatorOfAsync(string group)
    {
        await Until.TrueAsync($"group {group} has a coordinator", async () =>
        {
            try
            {
                await Admin.DescribeConsumerGroupsAsync([group]);
            }
            catch (DescribeConsumerGroupsException e)
            {
                return e.Results.ConsumerGroupDescriptions.All(one => one.Error.Code == ErrorCode.GroupIdNotFound);
            }
            return true;
        });
        return CoordinatorOf(group);
    }

    internal int TransactionCoordinatorOf(string transactionalId) => LeaderOf("__transaction_state", PlaceOf(transactionalId));

    /// <summary>The active controller, as the brokers' own record of their last election says.</summary>
    internal int Controller() =>
        All.Select(broker => Path.Combine(_cluster.Folder, $"broker-{broker}", "data", "__cluster_metadata-0", "quorum-state"))
            .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
            .MaxBy(state => state.GetProperty("leaderEpoch").GetInt32())
            .GetProperty("leaderId")
            .GetInt32();

    // the broker's own rule: Java's String.hashCode without its sign
    private static int PlaceOf(string id)
    {
        var hash = id.Aggregate(0, (hash, letter) => unchecked((31 * hash) + letter));
        return (hash == int.MinValue ? 0 : Math.Abs(hash)) % RealBroker.InternalPartitions;
    }

    private async Task UpAsync(int broker)
    {
        await _cluster.ReviveAsync(broker);
        _remedies.TryRemove(broker, out _);
    }
}
