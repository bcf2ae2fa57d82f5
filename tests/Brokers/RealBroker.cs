namespace StreamLift.Tests.Brokers;

/// <summary>
/// A real Apache Kafka on loopback, each of its brokers a process of its own, from an installation (<see cref="KafkaInstallation"/>). Brokers are numbered from
/// 1.
/// </summary>
internal sealed class RealBroker : IDisposable
{
    /// <summary>Of the topics in which groups and transactions are kept.</summary>
    public const int InternalPartitions = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, Command> _brokers = [];

    /// <summary>Where its data lies.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"streamlift-kafka-{Guid.NewGuid():N}");

    /// <summary>Starts it.</summary>
    /// <param name="brokers">How many brokers.</param>
    /// <param name="settings">Broker properties, KEY=VALUE; what is said here counts.</param>
    /// <returns>host:port of each, separated by commas, once all of them serve clients.</returns>
    public async Task<string> StartAsync(int brokers = 1, params IEnumerable<string> settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(brokers, [.. settings]);
            }
            catch (Exception)
            {
                Dispose(); // one of several may be up
                if (attempt == 3) // a machine at its limit may exceed a minute, and a port may be taken by now
                    throw;
            }
        }
    }

    /// <summary>Starts a broker that is down, with its data, and waits until it serves clients.</summary>
    public Task ReviveAsync(int broker)
    {
        _brokers[broker].Dispose();
        return LaunchAsync(broker);
    }

    /// <summary>Ends a broker as a user does who has time.</summary>
    public async Task StopAsync(int broker)
    {
        _brokers[broker].Terminate();
        await _brokers[broker].ExitAsync(Patience);
    }

    /// <summary>Ends a broker at once.</summary>
    public async Task KillAsync(int broker)
    {
        _brokers[broker].Kill();
        await _brokers[broker].ExitAsync(Patience);
    }

    /// <summary>Stops a broker where it stands: its connections stay open, and nothing answers.</summary>
    public void Freeze(int broker) => _brokers[broker].Freeze();

    /// <summary>Lets it go on.</summary>
    public void Thaw(int broker) => _brokers[broker].Thaw();

    public void Dispose()
    {
        foreach (var broker in _brokers.Values)
            broker.Dispose();
        _brokers.Clear();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private string PropertiesOf(int broker) => Path.Combine(Folder, $"broker-{broker}", "server.properties");

    private async Task<string> TryAsync(int brokers, string[] settings)
    {
        var port = Ports.Free(2 * brokers); // each broker's and its controller's
        var (all, replicas) = (Enumerable.Range(1, brokers).ToList(), Math.Min(brokers, 3));
        var inSync = replicas > 2 ? 2 : 1;
        var voters = string.Join(',', all.Select(broker => $"{broker}@127.0.0.1:{port + (2 * broker) - 1}"));
        foreach (var broker in all)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PropertiesOf(broker))!);
            // of a key that is there twice the last counts
            await File.WriteAllTextAsync(
                PropertiesOf(broker),
                $"""
                process.roles=broker,controller
                node.id={broker}
                controller.quorum.voters={voters}
                listeners=PLAINTEXT://127.0.0.1:{port + (2 * (broker - 1))},CONTROLLER://127.0.0.1:{port + (2 * broker) - 1}
                advertised.listeners=PLAINTEXT://127.0.0.1:{port + (2 * (broker - 1))}
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs={Folder}/broker-{broker}/data
                num.partitions=4
                default.replication.factor={replicas}
                min.insync.replicas={inSync}
                offsets.topic.replication.factor={replicas}
                offsets.topic.num.partitions={InternalPartitions}
                transaction.state.log.replication.factor={replicas}
                transaction.state.log.min.isr={inSync}
                transaction.state.log.num.partitions={InternalPartitions}
                share.coordinator.state.topic.replication.factor={replicas}
                share.coordinator.state.topic.min.isr={inSync}
                group.initial.rebalance.delay.ms=0
                num.network.threads=2
                num.io.threads=2
                {string.Join('\n', settings)}
                """
            );
        }

        // a broker says that it serves at the level that nothing else is worth a line of
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "log4j2.properties"),
            """
            rootLogger.level=warn
            rootLogger.appenderRef.stdout.ref=stdout
            appender.stdout.type=Console
            appender.stdout.name=stdout
            appender.stdout.layout.type=PatternLayout
            appender.stdout.layout.pattern=%d{ISO8601} %p %c{1}: %m%n
            logger.server.name=kafka.server.KafkaRaftServer
            logger.server.level=info
            """
        );
        var cluster = Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..22].Replace('+', 'A').Replace('/', 'A'); // an id of Kafka's: 16 bytes
        await Task.WhenAll(all.Select(broker => KafkaInstallation.RunAsync("kafka.tools.StorageTool", "format", "-t", cluster, "-c", PropertiesOf(broker))));
        await Task.WhenAll(all.Select(LaunchAsync));
        return string.Join(',', all.Select(broker => $"127.0.0.1:{port + (2 * (broker - 1))}"));
    }

    private Task LaunchAsync(int broker)
    {
        var process = _brokers[broker] = KafkaInstallation.Start(
            "kafka.Kafka",
            [PropertiesOf(broker)],
            "-Xms128m",
            "-Xmx512m",
            "-XX:+UseG1GC",
            $"-Dlog4j2.configurationFile={Path.Combine(Folder, "log4j2.properties")}"
        );
        return process.LineAsync(line => line.Contains("Kafka Server started", StringComparison.Ordinal), Patience);
    }
}
