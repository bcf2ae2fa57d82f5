using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Poses;
using StreamLift.View;

namespace StreamLift.Host.Viewing;

/// <summary>Runs <c>view</c>.</summary>
internal static class ViewRun
{
    /// <summary>Serves the page until a signal.</summary>
    /// <exception cref="ConfigurationException">Wrong options or files, a missing topic, or one of another kind.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error.</exception>
    public static async Task<int> RunAsync(ViewOptions options, Terminal terminal, CancellationToken stop)
    {
        using var signals = new Signals(stop);
        foreach (var line in options.Rigs.Notes)
            Say(options.Rigs.Warnings.Contains(line) ? $"warning: {line}" : $"note: {line}");
        if (options.Address.Warning is { } open)
            Say($"warning: {open}");
        var kind = await TopicKind.ReadAsync(options.Broker, options.Encoding, signals.Stop);
        if (kind is null)
            Say($"note: no record of topic {options.Broker.Topic} tells yet whether it holds people or poses; the first one that is sent will");
        var poses = options.Poses is { } topic ? options.Broker with { Topic = topic } : null;
        if (poses is not null)
            await CheckPosesAsync(options, poses, kind, signals.Stop);

        var settings = new ViewSettings
        {
            Topic = options.Broker.Topic,
            Kind = kind,
            Rigs = options.Rigs,
            Layouts = options.Layouts,
            Warn = Warn,
        };
        var hub = new ViewHub(settings, TimeProvider.System);
        await using var server = await ViewServer.StartAsync(options.Address.Address, hub, options.Address.Token);
        terminal.Output.WriteLine($"viewer of topic {options.Broker.Topic}: {ViewAddress.Page(server)}{options.Address.Fragment}");
        List<TopicView> views = [new(options.Broker, options.Encoding, hub, kind, Warn, TimeProvider.System) { TellsLag = true }];
        if (poses is not null)
            views.Add(new(poses, options.Encoding, hub, RecordKind.Poses, Warn, TimeProvider.System));
        await Task.WhenAll(views.Select(view => view.RunAsync(signals.Stop)));
        return ExitCode.Done;

        void Say(string line) => terminal.Error.WriteLine(line);
        void Warn(string line) => Say($"warning: {line}");
    }

    private static async Task CheckPosesAsync(ViewOptions options, BrokerOptions poses, RecordKind? kind, CancellationToken stop)
    {
        if (kind == RecordKind.Poses)
            throw new ConfigurationException(
                $"--poses {poses.Topic}: topic {options.Broker.Topic} holds poses itself; leave --poses out, or view a topic of people with it"
            );
        if (await TopicKind.ReadAsync(poses, options.Encoding, stop) == RecordKind.People)
            throw new ConfigurationException($"--poses {poses.Topic}: the topic holds people; give the topic of poses that `fuse` reads");
    }
}
