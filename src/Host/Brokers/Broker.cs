using Confluent.Kafka;
using Confluent.Kafka.Admin;
using StreamLift.BrokerErrors;
using StreamLift.Host.Commands;
using StreamLift.Poses;
using StreamLift.Sink;
using StreamLift.Sink.Records;

namespace StreamLift.Host.Brokers;

/// <summary>Questions to the broker before the work begins, and topics and groups to create and delete.</summary>
internal sealed class Broker : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly IAdminClient _admin;
    private readonly string _servers;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _stop;
    private readonly ConnectionErrors _errors;
    private readonly LeaderProbe _leaders;
    private string _rejection = "";
    private Metadata? _metadata; // of the last answer
    private volatile bool _isUnauthenticated;
    private volatile bool _hasCertificateError;

    /// <param name="servers">host:port, separated by commas.</param>
    /// <param name="properties">Further librdkafka properties.</param>
    /// <param name="limit">Time limit for an answer.</param>
    /// <param name="stop">Ends the wait for the list of topics. Topics that are being created are waited for.</param>
    /// <exception cref="ConfigurationException">A property that librdkafka doesn't know.</exception>
    public Broker(string servers, IReadOnlyDictionary<string, string> properties, TimeSpan limit, CancellationToken stop = default)
    {
        (_servers, _limit, _stop) = (servers, limit, stop);
        _errors = new ConnectionErrors(servers);
        _leaders = new LeaderProbe(servers, limit, TryMetadata, BrokerAddress.ConnectAsync, TimeProvider.System);
        var config = new AdminClientConfig { BootstrapServers = servers, ClientId = "streamlift" };
        foreach (var (key, value) in properties)
            config.Set(key, value);
        try
        {
            _admin = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => OnError(error)).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }

        Offsets = new BrokerOffsets(_admin, config, limit, _errors);
    }

    /// <summary>Offsets of topics and groups.</summary>
    public BrokerOffsets Offsets { get; }

    /// <summary>Every topic with its number of partitions. The request for all topics creates none.</summary>
    /// <exception cref="BrokerException">No broker answers within the limit.</exception>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public IReadOnlyDictionary<string, int> Topics() => Topics(_stop);

    private IReadOnlyDictionary<string, int> Topics(CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var left = _limit - TimeProvider.System.GetElapsedTime(started);
            try
            {
                _metadata = _admin.GetMetadata(left < RequestTimeout ? left : RequestTimeout);
                return _metadata.Topics.Where(topic => !topic.Error.IsError).ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count);
            }
            catch (KafkaException) when (!_isUnauthenticated && !_hasCertificateError && left > RequestTimeout)
            {
                continue;
            }
            catch (KafkaException e)
            {
                throw Unreachable(e.Error);
            }
        }
    }

    // A client that can't reach the advertised addresses may have closed its connection to the bootstrap server, and gets no second answer: the first counts.
    private Metadata? TryMetadata()
    {
        try
        {
            return _metadata = _admin.GetMetadata(_limit < RequestTimeout ? _limit : RequestTimeout);
        }
        catch (KafkaException)
        {
            return _metadata;
        }
    }

    // Wrong credentials and wrong certificates are permanent.
    private void OnError(Error error)
    {
        _errors.Hear(error);
        // librdkafka has one code for every TLS error. Most may pass, such as a broker that goes down during the handshake. An error about a certificate does
        // not, and only its text tells it apart.
        var isOfCertificate =
            error.Reason.Contains("certificate", StringComparison.OrdinalIgnoreCase) || error.Reason.Contains("unknown ca", StringComparison.OrdinalIgnoreCase);
        var isOfCredentials = error.Code is ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed;
        if (isOfCertificate || isOfCredentials)
            _rejection = error.Reason;
        _isUnauthenticated |= isOfCredentials;
        _hasCertificateError |= isOfCertificate;
    }

    private BrokerException Unreachable(Error error) =>
        _isUnauthenticated ? new($"{_servers} rejects the credentials of this user: {_rejection}")
        : _hasCertificateError ? new($"{_servers}: TLS certificate error: {_rejection}")
        : _errors.Unreachable is { Count: > 0 } lines ? new(lines)
        : new(
            $"no broker answers at {_servers} within {_limit.TotalSeconds:0.#} s: {_errors.Last ?? ErrorSentence.Of(error)} (--bootstrap names another, "
                + "--connect-timeout waits longer)"
        );

    /// <summary>
    /// Waits until every partition of these topics has a leader that takes connections at its advertised address, and so has the group's coordinator.
    /// </summary>
    /// <param name="topics">The topics.</param>
    /// <param name="group">The consumer group; null for none.</param>
    /// <exception cref="BrokerException">Not within the limit: a line for each broker and topic.</exception>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public Task AwaitLeadersAsync(IReadOnlyCollection<string> topics, string? group = null) => _leaders.AwaitLeadersAsync(topics, group, _stop);

    /// <summary>Creates topics with the broker's default numbers of partitions and replicas.</summary>
    /// <exception cref="BrokerException">The broker rejects it.</exception>
    public Task CreateAsync(IReadOnlyCollection<string> topics) => CreateAsync([.. topics.Select(topic => new TopicSpecification { Name = topic })]);

    /// <summary>Creates a compacted topic.</summary>
    /// <exception cref="BrokerException">The broker rejects it.</exception>
    public Task CreateCompactedAsync(string topic, int partitions) =>
        CreateAsync([
            new TopicSpecification
            {
                Name = topic,
                NumPartitions = partitions,
                Configs = new() { ["cleanup.policy"] = "compact" },
            },
        ]);

    private async Task CreateAsync(IReadOnlyList<TopicSpecification> specifications)
    {
        if (specifications.Count == 0)
            return;
        var topics = specifications.Select(topic => topic.Name).ToList();
        await _leaders.AwaitAnyAsync(_stop);
        try
        {
            await _admin.CreateTopicsAsync(specifications, new CreateTopicsOptions { OperationTimeout = _limit, RequestTimeout = _limit });
        }
        catch (CreateTopicsException e)
        {
            // another process may have created the topic
            var rejected = e.Results.Where(result => result.Error.IsError && result.Error.Code != ErrorCode.TopicAlreadyExists).ToList();
            if (rejected.Count > 0)
                throw new BrokerException(string.Join("; ", rejected.Select(result => $"can't create topic {result.Topic}: {ErrorSentence.Of(result.Error)}")));
        }
        catch (KafkaException e)
        {
            throw _errors.Explain($"can't create topic {string.Join(" and ", topics)}", e.Error);
        }

        // Metadata lags behind: a client that asks too early finds no topic, or one without partitions. If this user may not describe topics,
        // the wait ends at the limit.
        for (
            var started = TimeProvider.System.GetTimestamp();
            topics.Except(Topics(CancellationToken.None).Keys).Any() && TimeProvider.System.GetElapsedTime(started) < _limit;

        )
            await Task.Delay(PollInterval);
        await _leaders.AwaitLeadersAsync(topics, null, CancellationToken.None);
    }

    /// <summary>Deletes topics.</summary>
    /// <returns>The broker's reason if it refuses; null if all are deleted.</returns>
    public async Task<string?> DeleteTopicsAsync(IReadOnlyCollection<string> topics)
    {
        try
        {
            await _admin.DeleteTopicsAsync(topics, new DeleteTopicsOptions { OperationTimeout = _limit, RequestTimeout = _limit });
            return null;
        }
        catch (KafkaException e)
        {
            return ErrorSentence.Of((e as DeleteTopicsException)?.Results.FirstOrDefault(result => result.Error.IsError)?.Error ?? e.Error);
        }
    }

    /// <summary>Deletes groups. A group that never had members counts as deleted.</summary>
    /// <returns>The groups that remain, each with the broker's reason.</returns>
    public async Task<IReadOnlyList<string>> DeleteGroupsAsync(IReadOnlyCollection<string> groups)
    {
        try
        {
            await _admin.DeleteGroupsAsync([.. groups], new DeleteGroupsOptions { RequestTimeout = _limit });
            return [];
        }
        catch (DeleteGroupsException e)
        {
            return
            [
                .. e
                    .Results.Where(result => result.Error.IsError && result.Error.Code != ErrorCode.GroupIdNotFound)
                    .Select(result => $"{result.Group} ({ErrorSentence.Of(result.Error)})"),
            ];
        }
        catch (KafkaException e)
        {
            return [.. groups.Select(group => $"{group} ({ErrorSentence.Of(e.Error)})")];
        }
    }

    /// <summary>
    /// A topic's <c>max.message.bytes</c>. The broker's default if the broker does not answer: the embedded one does not support the request.
    /// </summary>
    public async Task<int> MaxMessageBytesAsync(string topic) =>
        int.TryParse(await TopicConfiguration.ReadAsync(_admin, topic, "max.message.bytes", _limit), out var bytes) ? bytes : TopicLimits.Usual;

    /// <summary>A topic's <c>cleanup.policy</c>; null if the broker does not tell it.</summary>
    public Task<string?> CleanupPolicyAsync(string topic) => TopicConfiguration.ReadAsync(_admin, topic, "cleanup.policy", _limit);

    /// <summary>The cluster's id; null if the broker does not tell it.</summary>
    public async Task<string?> ClusterAsync()
    {
        try
        {
            return (await _admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = _limit })).ClusterId;
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _admin.Dispose();
}
