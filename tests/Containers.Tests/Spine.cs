using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Testcontainers.Kafka;

namespace StreamLift.Containers.Tests;

/// <summary>A broker and the service in containers of one network, as the compose file has them: no root, no writable disk but /tmp.</summary>
internal sealed class Spine : IAsyncDisposable
{
    public const string Input = "keypoints",
        Output = "poses",
        DeadLetters = "keypoints.dead-letters";

    private const ushort Http = 8787;

    // an image may have to be fetched or built before anything answers
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly INetwork _network;
    private readonly KafkaContainer _kafka;
    private readonly List<IContainer> _producers = [];

    private Spine(INetwork network, KafkaContainer kafka, IContainer service) => (_network, _kafka, Service) = (network, kafka, service);

    /// <summary>The broker's address from this process.</summary>
    public string Bootstrap => _kafka.GetBootstrapAddress();

    public IContainer Service { get; }

    /// <summary>The service's figures.</summary>
    public Uri Metrics => new($"http://{Service.Hostname}:{Service.GetMappedPublicPort(Http)}/metrics");

    public static async Task<Spine> StartAsync()
    {
        var network = new NetworkBuilder().Build();
        var kafka = new KafkaBuilder(Images.Kafka).WithNetwork(network).WithListener("kafka:19092").Build();
        var service = new ContainerBuilder(await Images.ServiceAsync())
            .WithNetwork(network)
            .WithCommand("run", "--bootstrap", "kafka:19092", "--input", Input, "--output", Output, "--create-topics", "--http", $"0.0.0.0:{Http}")
            .WithPortBinding(Http, assignRandomHostPort: true)
            .WithTmpfsMount("/tmp")
            .WithCreateParameterModifier(container => container.HostConfig!.ReadonlyRootfs = true)
            .WithWaitStrategy(
                Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPort(Http).ForPath("/readyz"), wait => wait.WithTimeout(Patience))
            )
            .Build();
        var spine = new Spine(network, kafka, service);
        try
        {
            await kafka.StartAsync();
            await service.StartAsync();
            return spine;
        }
        catch (Exception e)
        {
            var said = $"{await Said(kafka)}{Environment.NewLine}{await Said(service)}";
            await spine.DisposeAsync();
            throw new InvalidOperationException($"the containers did not come up: {e.Message}{Environment.NewLine}{said}", e);
        }
    }

    /// <summary>Starts four synthetic cameras that send frames until they are stopped.</summary>
    /// <param name="rate">Frames a second of each.</param>
    public async Task<IContainer> ProduceAsync(int rate)
    {
        var producer = new ContainerBuilder(await Images.ServiceAsync())
            .WithNetwork(_network)
            .WithCommand("produce", "--bootstrap", "kafka:19092", "--topic", Input, "--source", "synthetic", "--endless", "--rate", $"{rate}")
            .Build();
        _producers.Add(producer);
        await producer.StartAsync();
        return producer;
    }

    private static async Task<string> Said(IContainer container)
    {
        if (container.State == TestcontainersStates.Undefined)
            return ""; // it never began
        var (stdout, stderr) = await container.GetLogsAsync();
        return stdout + stderr;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var producer in _producers)
            await producer.DisposeAsync();
        await Service.DisposeAsync();
        await _kafka.DisposeAsync();
        await _network.DisposeAsync();
    }
}
