using StreamLift.Host.Demo.Display;
using StreamLift.Host.Viewing;
using StreamLift.Rigs;
using StreamLift.View;
using StreamLift.Wire;

namespace StreamLift.Host.Demo;

/// <summary>The live viewer of the demo: the people in the room, and the poses and keypoints of each camera.</summary>
internal sealed class DemoView : IAsyncDisposable
{
    private readonly ViewServer _server;
    private readonly TopicView[] _topics;

    private DemoView(ViewServer server, params TopicView[] topics) => (_server, _topics) = (server, topics);

    /// <summary>Starts to serve the page, and prints its address.</summary>
    /// <exception cref="Poses.ConfigurationException">The address is not available.</exception>
    public static async Task<DemoView> StartAsync(DemoOptions options, DemoBroker broker, DemoRig rig, IDemoDisplay display, Terminal terminal)
    {
        var settings = new ViewSettings
        {
            Topic = DemoSettings.People,
            Kind = RecordKind.People,
            Rigs = RigCatalogue.Load(rig.File),
            Warn = Warn,
        };
        var (hub, address) = (new ViewHub(settings, TimeProvider.System), options.View!);
        if (address.Warning is { } open)
            Warn(open);
        var server = await ViewServer.StartAsync(address.Address, hub, address.Token).ConfigureAwait(false);
        display.WriteLine($"viewer     {ViewAddress.Page(server)}{address.Fragment}");
        return new DemoView(server, Of(DemoSettings.People, RecordKind.People), Of(DemoSettings.Output, RecordKind.Poses));

        TopicView Of(string topic, RecordKind kind) =>
            new(broker.ForReader(topic), WireEncoding.Json, hub, kind, Warn, TimeProvider.System) { TellsLag = topic == DemoSettings.People };

        void Warn(string line) => terminal.Error.WriteLine($"warning: {line}");
    }

    /// <summary>Opens a browser where there is one.</summary>
    public void Open() => BrowserLauncher.TryOpen(new Uri(ViewAddress.Page(_server)));

    /// <summary>Shows what is sent from now on, until <paramref name="stop"/>.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(_topics.Select(topic => topic.RunAsync(stop)));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
