namespace StreamLift.Tests.Brokers;

/// <summary>A real Apache Kafka on loopback: by the script beside the clone, else from the distribution at KAFKA_HOME.</summary>
internal sealed class RealBroker : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"streamlift-kafka-{Guid.NewGuid():N}");
    private Command? _server;

    /// <summary>What starts it; null where there is nothing.</summary>
    public static string? Launcher { get; } = File.Exists(SharedData.KafkaScript) ? SharedData.KafkaScript : HomeScript("kafka-server-start.sh");

    private static bool IsScript => Launcher == SharedData.KafkaScript;

    /// <summary>A client's properties, where a client needs more than an address to get in.</summary>
    public string Client { get; init; } = "";

    /// <summary>Where its data and logs lie.</summary>
    public string Folder => _folder;

    /// <summary>Starts it.</summary>
    /// <param name="brokers">How many brokers; more than one only by the script.</param>
    /// <param name="settings">Broker properties, KEY=VALUE.</param>
    /// <returns>host:port of each, separated by commas, once they answer.</returns>
    public async Task<string> StartAsync(int brokers = 1, params IEnumerable<string> settings)
    {
        for (var attempt = 1; IsScript; attempt++)
        {
            try
            {
                var lines = await Command.OutputAsync("bash",
                    [Launcher!, "start", _folder, "--port", $"{Ports.Free(2 * brokers)}", "--brokers", $"{brokers}", .. settings.SelectMany(setting => new[] { "--prop", setting })],
                    await EnvironmentAsync());
                return lines.Trim().Split('\n')[^1];
            }
            catch
            {
                Dispose(); // one of several may be up
                if (attempt == 3) // the script waits for a minute, which a machine at its limit may exceed
                    throw;
            }
        }

        var port = Ports.Free(2); // the broker's and its controller's
        Directory.CreateDirectory(_folder);
        var properties = Path.Combine(_folder, "server.properties");
        await File.WriteAllTextAsync(properties, $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:{port + 1}
            listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1}
            advertised.listeners=PLAINTEXT://127.0.0.1:{port}
            {(settings.Any(property => property.StartsWith("listener.security.protocol.map", StringComparison.Ordinal)) ? "" : "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")}
            controller.listener.names=CONTROLLER
            log.dirs={_folder}/data
            num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            {string.Join('\n', settings)}
            """);
        var id = (await Command.OutputAsync(HomeScript("kafka-storage.sh")!, ["random-uuid"])).Trim();
        await Command.OutputAsync(HomeScript("kafka-storage.sh")!, ["format", "-t", id, "-c", properties]);
        _server = Command.Start(Launcher!, [properties]);
        await _server.LineAsync(line => line.Contains("Kafka Server started", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        return $"127.0.0.1:{port}";
    }

    public void Dispose()
    {
        if (IsScript)
            Command.OutputAsync("bash", [Launcher!, "stop", _folder]).GetAwaiter().GetResult();
        else
            _server?.Kill();
        File.Delete(_folder + ".client");
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    // by which the script asks whether the broker is there
    private async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync()
    {
        if (Client.Length == 0) return new Dictionary<string, string>();
        await File.WriteAllTextAsync(_folder + ".client", Client);
        return new Dictionary<string, string> { ["KAFKA_CLIENT_CONFIG"] = _folder + ".client" };
    }

    private static string? HomeScript(string name) =>
        Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, "bin", name)) ? Path.Combine(home, "bin", name) : null;
}
