using StreamLift.Host.Demo;
using Testcontainers.Kafka;

// one broker for all: every test has topics and groups of its own
[assembly: AssemblyFixture(typeof(StreamLift.Pipeline.Tests.Cluster))]

// classes at a time, whatever the number of cores: most of a test's time is waiting for a group, a process or a timeout
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace StreamLift.Pipeline.Tests;

/// <summary>
/// One broker for all tests: a real Kafka from an installation, else in a container; where there is neither, the client
/// library's mock cluster.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    private const string Image = "apache/kafka:4.3.0";

    private RealBroker? _real;
    private KafkaContainer? _container;
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

    /// <summary>Makes an input topic, its dead-letter topic and an output topic.</summary>
    internal async Task<TestPipeline> PipelineAsync(int inputPartitions = 4, int outputPartitions = 4)
    {
        var input = await TopicAsync("in", inputPartitions);
        return new TestPipeline(Bootstrap, input, await TopicAsync("out", outputPartitions), await DeadLettersOf(input));
    }

    public async ValueTask InitializeAsync()
    {
        if (RealKafka.Missing is not null)
        {
            _embedded = new EmbeddedBroker();
            Bootstrap = _embedded.Bootstrap;
        }
        else if (RealKafka.IsInContainer)
        {
            _container = new KafkaBuilder(Image)
                .WithEnvironment("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .WithEnvironment("KAFKA_NUM_PARTITIONS", "4")
                .Build();
            await _container.StartAsync();
            Bootstrap = _container.GetBootstrapAddress();
        }
        else
        {
            _real = new RealBroker();
            Bootstrap = await _real.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _real?.Dispose();
        _embedded?.Dispose();
        if (_container is not null)
            await _container.DisposeAsync();
    }

    private async Task MakeAsync(string name, int partitions)
    {
        if (_embedded is not null)
            _embedded.CreateTopic(name);
        else
            await Topics.CreateAsync(Bootstrap, name, partitions);
    }
}
