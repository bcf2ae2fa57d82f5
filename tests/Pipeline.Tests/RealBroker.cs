using System.Net;
using System.Net.Sockets;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>A real Apache Kafka on loopback: by the script beside the clone, else from the distribution at KAFKA_HOME.</summary>
internal sealed class RealBroker : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"streamlift-kafka-{Guid.NewGuid():N}");
    private Command? _server;

    /// <summary>What starts it; null where there is nothing.</summary>
    public static string? Launcher { get; } = File.Exists(SharedData.KafkaScript) ? SharedData.KafkaScript : HomeScript("kafka-server-start.sh");

    private static bool IsScript => Launcher == SharedData.KafkaScript;

    /// <summary>Starts it.</summary>
    /// <returns>host:port, once it answers.</returns>
    public async Task<string> StartAsync()
    {
        var port = FreePorts();
        if (IsScript)
        {
            var lines = await Command.OutputAsync("bash", [Launcher!, "start", _folder, "--port", $"{port}"]);
            return lines.Trim().Split('\n')[^1];
        }

        Directory.CreateDirectory(_folder);
        var properties = Path.Combine(_folder, "server.properties");
        await File.WriteAllTextAsync(properties, $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:{port + 1}
            listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port + 1}
            advertised.listeners=PLAINTEXT://127.0.0.1:{port}
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            controller.listener.names=CONTROLLER
            log.dirs={_folder}/data
            num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
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
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static string? HomeScript(string name) =>
        Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, "bin", name)) ? Path.Combine(home, "bin", name) : null;

    // two in a row: the broker's and its controller's
    private static int FreePorts()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            using var second = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // the neighbour is taken: look elsewhere
            }
        }
    }
}
