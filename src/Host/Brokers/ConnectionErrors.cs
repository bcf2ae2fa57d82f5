using System.Collections.Concurrent;
using Confluent.Kafka;
using StreamLift.BrokerErrors;

namespace StreamLift.Host.Brokers;

/// <summary>
/// What a client has reported about its connections, so that a time that runs out is explained: the client reports only that nothing came. Any thread.
/// </summary>
/// <param name="servers">The bootstrap servers, separated by commas.</param>
internal sealed class ConnectionErrors(string servers)
{
    private readonly ConcurrentDictionary<AdvertisedBroker, string> _unreachable = [];
    private volatile Error? _last;

    /// <summary>Takes an error of the client's error handler.</summary>
    public void Hear(Error error)
    {
        // "1/1 brokers are down" follows the error that says why
        if (error.Code != ErrorCode.Local_AllBrokersDown || _last is null)
            _last = error;
        if (error.Code is ErrorCode.Local_Resolve or ErrorCode.Local_Transport && AdvertisedBroker.In(error.Reason, out var why) is { } broker)
            _unreachable[broker] =
                error.Code == ErrorCode.Local_Resolve ? "its name can't be resolved"
                : why.Contains("Connection refused", StringComparison.Ordinal) ? "connection refused"
                : why;
    }

    /// <summary>The last error in a sentence; null if none was reported.</summary>
    public string? Last => _last is { } error ? ErrorSentence.Of(error) : null;

    /// <summary>A line for each broker whose advertised address could not be reached.</summary>
    public IReadOnlyList<string> Unreachable => [.. _unreachable.Select(broker => broker.Key.Unreachable(broker.Value, servers)).Order(StringComparer.Ordinal)];

    /// <summary>A failure with its explanation: the brokers that could not be reached, otherwise the last error.</summary>
    /// <param name="what">The failure in one sentence, without a final stop.</param>
    public BrokerException Explain(string what) =>
        Unreachable is { Count: > 0 } lines ? new BrokerException([.. lines.Select(line => $"{what}: {line}")])
        : Last is { } last ? new BrokerException($"{what}: {last}")
        : new BrokerException(what);

    /// <summary>A failure that the client has a word for; with the brokers that could not be reached, where they explain it.</summary>
    public BrokerException Explain(string what, Error error) =>
        !error.IsError || Unreachable.Count > 0 && IsOfConnections(error) ? Explain(what) : new BrokerException($"{what}: {ErrorSentence.Of(error)}");

    // A broker's own answer, such as one about a record or a right, has nothing to do with another broker that is down.
    private static bool IsOfConnections(Error error) =>
        error.Code
            is ErrorCode.Local_TimedOut
                or ErrorCode.Local_TimedOutQueue
                or ErrorCode.Local_MsgTimedOut
                or ErrorCode.Local_Transport
                or ErrorCode.Local_Resolve
                or ErrorCode.Local_AllBrokersDown
                or ErrorCode.Local_WaitCoord
                or ErrorCode.RequestTimedOut
                or ErrorCode.NetworkException
                or ErrorCode.BrokerNotAvailable
                or ErrorCode.LeaderNotAvailable
                or ErrorCode.GroupCoordinatorNotAvailable;
}
