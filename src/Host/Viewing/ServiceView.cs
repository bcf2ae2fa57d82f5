using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.View;
using StreamLift.View.Http;
using StreamLift.Wire;

namespace StreamLift.Host.Viewing;

/// <summary>
/// The live viewer of a service: what its last stage writes, at <c>/view/</c> of the service's own port. It reads the topic as any other reader would, with
/// a consumer that starts with the first viewer, so that the stages have no work with it.
/// </summary>
internal sealed class ServiceView
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/view";

    private readonly List<TopicView> _topics;
    private readonly ServiceSettings _last;
    private readonly ILogger _log;

    private ServiceView(IReadOnlyList<ServiceSettings> stages, AccessToken? token, ILogger log, TimeProvider clock)
    {
        (_last, _log, Token) = (stages[^1], log, token);
        var kind = _last is FuseSettings ? RecordKind.People : RecordKind.Poses;
        var settings = new ViewSettings
        {
            Topic = _last.Sink.Output,
            Kind = kind,
            Rigs = _last.RigFiles,
            Layouts = _last.Layouts,
            Warn = log.ViewWarning,
        };
        Hub = new ViewHub(settings, clock);
        _topics = [Of(Output(_last), kind)];
        if (kind == RecordKind.People)
            _topics.AddRange(_last.Inputs.Where(TopicNames.IsOne).Select(topic => Of(Input(_last, topic), RecordKind.Poses)));

        TopicView Of(BrokerOptions topic, RecordKind holds) =>
            new(topic, WireEncoding.Json, Hub, holds, log.ViewWarning, clock) { TellsLag = topic.Topic == settings.Topic };
    }

    /// <summary>Shows the records.</summary>
    public ViewHub Hub { get; }

    /// <summary>The token that viewers need; null: none.</summary>
    public AccessToken? Token { get; }

    /// <summary>The viewer that the settings ask for; null for none.</summary>
    /// <param name="stages">The settings of the stages in this process, the first one first.</param>
    /// <param name="services">The host's services.</param>
    /// <exception cref="Poses.ConfigurationException">The file of the token can't be used.</exception>
    public static ServiceView? Of(IReadOnlyList<ServiceSettings> stages, IServiceProvider services)
    {
        var options = stages[0].Service;
        if (!options.View)
            return null;
        var token = options.ViewToken.Length > 0 ? AccessToken.Read("--token", options.ViewToken) : null;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("streamlift");
        return new ServiceView(stages, token, log, services.GetRequiredService<TimeProvider>());
    }

    /// <summary>Tells the address, and shows records while somebody watches, until <paramref name="stop"/>.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        var address = new ViewAddress(_last.Service.Http, Token);
        if (address.Warning is { } open)
            _log.ViewWarning(open);
        _log.ViewAddress(_last.Sink.Output, $"{ViewAddress.Page(_last.Service.Http, $"{Path}/")}{address.Fragment}");
        return Task.WhenAll(_topics.Select(topic => topic.RunAsync(stop)));
    }

    // Of two brokers each may have its own security settings. What is meant for a producer alone has no effect in a consumer.
    private static BrokerOptions Output(ServiceSettings settings) =>
        new()
        {
            Bootstrap = settings.Sink.Bootstrap,
            Topic = settings.Sink.Output,
            Kafka = settings.Sink.Bootstrap == settings.Ingest.Bootstrap ? settings.Ingest.Kafka : settings.Sink.Kafka,
            ConnectTimeout = settings.Service.ConnectTimeout,
        };

    private static BrokerOptions Input(ServiceSettings settings, string topic) =>
        new()
        {
            Bootstrap = settings.Ingest.Bootstrap,
            Topic = topic,
            Kafka = settings.Ingest.Kafka,
            ConnectTimeout = settings.Service.ConnectTimeout,
        };
}
