using StreamLift.Host.Demo;

namespace StreamLift.Pipeline.Tests;

/// <summary>
/// One broker for all tests of a collection: a real Kafka through the script beside the clone, or the one at KAFKA_HOME; where there is
/// neither, the client library's mock cluster.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    private RealBroker? _real;
    private EmbeddedBroker? _embedded;

    /// <summary>host:port.</summary>
    public string Bootstrap { get; private set; } = "";

    /// <summary>Makes a topic with a name of its own, so that tests don't meet.</summary>
    public async Task<string> TopicAsync(string purpose, int partitions = 4)
    {
        var name = $"{purpose}-{Guid.NewGuid():N}"[..(purpose.Length + 9)];
        await MakeAsync(name, partitions);
        return name;
    }

    /// <summary>Makes the dead-letter topic of an input.</summary>
    public async Task<string> DeadLettersOf(string input)
    {
        var name = input + ".dead-letters";
        await MakeAsync(name, 1);
        return name;
    }

    public async ValueTask InitializeAsync()
    {
        if (RealBroker.Launcher is null)
        {
            _embedded = new EmbeddedBroker();
            Bootstrap = _embedded.Bootstrap;
            return;
        }

        _real = new RealBroker();
        Bootstrap = await _real.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        _real?.Dispose();
        _embedded?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task MakeAsync(string name, int partitions)
    {
        if (_embedded is not null)
            _embedded.CreateTopic(name);
        else
            await Topics.CreateAsync(Bootstrap, name, partitions);
    }
}
