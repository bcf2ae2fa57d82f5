namespace StreamLift.Pipeline.Tests;

/// <summary>
/// A broker with three ports: one that advertises itself, one that advertises a name that no resolver knows, and one that advertises a port where nobody
/// listens. The first is for making topics and filling them.
/// </summary>
public sealed class MisadvertisedBroker : IAsyncLifetime
{
    private readonly RealBroker _broker = new();

    /// <summary>What works.</summary>
    public string Bootstrap { get; private set; } = "";

    /// <summary>Answers, and says that the broker is at nohost.invalid:9092.</summary>
    public string Unresolvable { get; private set; } = "";

    /// <summary>Answers, and says that the broker is at 127.0.0.1:1.</summary>
    public string Refused { get; private set; } = "";

    /// <summary>A topic of four partitions with ten frames in it.</summary>
    public const string Input = "in";

    /// <summary>A topic without records.</summary>
    public const string Output = "out";

    public async ValueTask InitializeAsync()
    {
        if (KafkaInstallation.Missing is not null)
            return;
        var port = Ports.Free(4);
        (Bootstrap, Unresolvable, Refused) = ($"127.0.0.1:{port}", $"127.0.0.1:{port + 2}", $"127.0.0.1:{port + 3}");
        await _broker.StartAsync(
            1,
            $"controller.quorum.voters=1@127.0.0.1:{port + 1}",
            $"listeners=PLAINTEXT://{Bootstrap},CONTROLLER://127.0.0.1:{port + 1},NAMED://{Unresolvable},REFUSED://{Refused}",
            $"advertised.listeners=PLAINTEXT://{Bootstrap},NAMED://nohost.invalid:9092,REFUSED://127.0.0.1:1",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,NAMED:PLAINTEXT,REFUSED:PLAINTEXT"
        );
        await Topics.CreateAsync(Bootstrap, Input, 4);
        await Topics.CreateAsync(Bootstrap, Output, 1);
        await Topics.CreateAsync(Bootstrap, $"{Input}.dead-letters", 1);
        Topics.Send(Bootstrap, Input, Enumerable.Range(0, 10).Select(i => Frames.Record("cam", Frames.Json("cam", i))));
    }

    public ValueTask DisposeAsync()
    {
        _broker.Dispose();
        return ValueTask.CompletedTask;
    }
}
