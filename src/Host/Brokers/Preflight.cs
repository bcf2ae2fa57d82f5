using Microsoft.Extensions.Logging;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Ingest.Offsets;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Sink;
using StreamLift.Sink.Records;

namespace StreamLift.Host.Brokers;

/// <summary>Verifies before the work begins that all topics exist, or creates them if requested.</summary>
internal sealed class Preflight : IDisposable
{
    private readonly ServiceSettings _settings;
    private readonly Broker _broker;
    private readonly Broker? _other;
    private readonly Task<(IReadOnlyDictionary<string, int> In, IReadOnlyDictionary<string, int> Out)> _topics;

    /// <summary>
    /// Starts to ask for the topics. Loading a model takes about as long as a client's first answer. Nothing is changed on the broker yet, because the model
    /// may be invalid.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="stop">Ends the wait for a broker's first answer.</param>
    /// <exception cref="ConfigurationException">A property that the client doesn't know.</exception>
    public Preflight(ServiceSettings settings, CancellationToken stop = default)
    {
        _settings = settings;
        _broker = new Broker(settings.Ingest.Bootstrap, settings.Ingest.Kafka, settings.Service.ConnectTimeout, stop);
        _other =
            settings.Sink.Bootstrap == settings.Ingest.Bootstrap
                ? null
                : new Broker(settings.Sink.Bootstrap, settings.Sink.Kafka, settings.Service.ConnectTimeout, stop);
        _topics = Task.Run(() =>
        {
            var inputSide = _broker.Topics();
            return (inputSide, _other?.Topics() ?? inputSide);
        });
    }

    /// <summary>Waits for the answers, verifies them, and then creates topics and resets offsets where that is requested.</summary>
    /// <param name="log">Where an option that has no effect is told.</param>
    /// <param name="isCheck">Whether the broker is left as it is: missing topics that would be created are only named.</param>
    /// <exception cref="ConfigurationException">Missing topics, each by name; exactly once over two clusters.</exception>
    /// <exception cref="BrokerException">No broker answers, or a partition has no leader that can be reached.</exception>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public async Task<BrokerFacts> RunAsync(ILogger log, bool isCheck = false)
    {
        var (settings, broker, other) = (_settings, _broker, _other);
        var (inputSide, outputSide) = await _topics.ConfigureAwait(false);
        var missingIn = settings.Inputs.Where(input => !input.StartsWith('^') && !inputSide.ContainsKey(input)).ToList();
        var missingOut = new[] { settings.Sink.Output, settings.Sink.DeadLetters }.Where(topic => !outputSide.ContainsKey(topic)).ToList();
        if (settings.Service.CreateTopics)
        {
            if (!isCheck)
            {
                await broker.CreateAsync(missingIn);
                await (other ?? broker).CreateAsync(missingOut);
                if (missingIn.Count > 0)
                    inputSide = broker.Topics(); // with the numbers of their partitions
            }
        }
        else if (missingIn.Count + missingOut.Count > 0)
        {
            throw new ConfigurationException([
                .. missingIn.Select(topic => Missing(topic, settings.Ingest.Bootstrap)),
                .. missingOut.Select(topic => Missing(topic, settings.Sink.Bootstrap)),
            ]);
        }

        var topics = inputSide.Where(topic => settings.Inputs.Any(input => TopicNames.Matches(input, topic.Key))).ToDictionary();
        string[] outputs = [settings.Sink.Output, settings.Sink.DeadLetters];
        await Task.WhenAll(
            broker.AwaitLeadersAsync(other is null ? [.. topics.Keys, .. outputs] : [.. topics.Keys], settings.Ingest.Group),
            other?.AwaitLeadersAsync(outputs) ?? Task.CompletedTask
        );
        if (
            other is not null
            && (settings.Sink.Guarantee == Guarantee.ExactlyOnce || settings.State is not null)
            && await broker.ClusterAsync() != await other.ClusterAsync()
        )
            throw new ConfigurationException(
                $"{(settings.State is null ? "--guarantee ExactlyOnce" : "fuse")}: {settings.Ingest.Bootstrap} and {settings.Sink.Bootstrap} are two clusters; "
                    + (settings.State is null ? "a transaction covers only one" : "state, offsets and output have to be in one")
            );
        if (settings.State is { } state && await new StateTopicCheck(broker, settings).RunAsync(inputSide, topics, isCheck))
            missingOut.Add(state);
        var sizes = await Task.WhenAll(outputs.Select((other ?? broker).MaxMessageBytesAsync));
        var limits = new TopicLimits(sizes[0], sizes[1]);
        if (settings.State is { } kept && !(isCheck && missingOut.Contains(kept)))
            limits = limits with { State = await broker.MaxMessageBytesAsync(kept) };
        IReadOnlyList<string> missing = [.. missingIn, .. missingOut];
        if (
            StartPosition.Parse(settings.Ingest.From).Spec is { } position
            && topics.Count > 0
            && !isCheck
            && !await broker.Offsets.MoveGroupAsync(settings.Ingest.Group, topics, position)
        )
            log.GroupHasMembers(settings.Ingest.Group, settings.Ingest.From);
        var inputs = topics.Keys.Order(StringComparer.Ordinal).ToList();
        if (!settings.Ingest.UntilEnd)
            return new BrokerFacts(null, limits, missing, inputs);
        return new BrokerFacts(topics.Count == 0 ? new Dictionary<(string, int), long>() : await broker.Offsets.EndsAsync(topics), limits, missing, inputs);
    }

    /// <summary>Disposes the clients. A client that still waits for its first answer is left to the end of the process.</summary>
    public void Dispose()
    {
        if (!_topics.IsCompleted)
            return;
        _broker.Dispose();
        _other?.Dispose();
    }

    private static string Missing(string topic, string servers) =>
        $"topic {topic} does not exist at {servers}, or this user may not see it; create it, or use --create-topics";
}

/// <summary>The broker's answers before the work begins.</summary>
/// <param name="Ends">For <c>--until-end</c>, the end offsets by topic and partition; else null.</param>
/// <param name="Limits">The largest records that the output topics accept.</param>
/// <param name="Created">Topics that did not exist and were created; in a check, that would be.</param>
/// <param name="Inputs">The input topics that exist.</param>
internal sealed record BrokerFacts(
    IReadOnlyDictionary<(string Topic, int Partition), long>? Ends,
    TopicLimits Limits,
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Inputs
);
