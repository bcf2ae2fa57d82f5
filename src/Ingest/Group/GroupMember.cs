using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;

namespace StreamLift.Ingest.Group;

/// <summary>
/// A lane's membership in its group: the client, and a new client where the group no longer accepts the present one. Replaced by the poll thread; any thread
/// may use it.
/// </summary>
/// <param name="connect">Makes a client.</param>
/// <param name="topics">Topics and patterns to subscribe to.</param>
/// <param name="isStatic">Whether the member has an instance id.</param>
/// <param name="fencing">Decides whether a fenced member joins again.</param>
/// <param name="log">Where errors that pass are told.</param>
internal sealed class GroupMember(Func<IPartitionClient> connect, IReadOnlyList<string> topics, bool isStatic, FencingPolicy fencing, ILogger log) : IDisposable
{
    // Another thread may be in a call of one: none is disposed before the lane is. Once fenced, a client neither joins nor leaves.
    private readonly List<IPartitionClient> _fenced = [];
    private volatile IPartitionClient _client = connect();

    /// <summary>The client in use.</summary>
    public IPartitionClient Client => _client;

    /// <summary>Joins the group.</summary>
    public void Join() => _client.Subscribe(topics);

    /// <summary>The next record or end of a partition; null: none within the timeout, or an error that passes.</summary>
    /// <param name="timeout">How long to wait for a record.</param>
    /// <param name="onReplaced">Called when the client is about to be replaced: whatever it still held is gone.</param>
    /// <param name="stop">Cuts the pause short before a new attempt to join.</param>
    /// <exception cref="ConsumeException">An error that does not pass.</exception>
    public ConsumedRecord? Poll(TimeSpan timeout, Action onReplaced, CancellationToken stop)
    {
        try
        {
            return _client.Poll(timeout);
        }
        catch (ConsumeException e) when (!ConsumerErrors.IsFinal(e.Error))
        {
            log.ConsumerError(ErrorSentence.Of(e.Error)); // librdkafka goes on by itself
            return null;
        }
        catch (ConsumeException e) when (fencing.RejoinDelay(e.Error) is { } delay)
        {
            log.Rejoins(ErrorSentence.Of(e.Error));
            onReplaced();
            stop.WaitHandle.WaitOne(delay);
            Replace(_client, e.Error);
            return null;
        }
    }

    /// <summary>Whether the broker lists it as a member, even without partitions. Asked only where the client doesn't tell: under KIP-848.</summary>
    public async Task<bool> IsAcceptedAsync(IngestOptions options)
    {
        try
        {
            return options.GroupProtocol == GroupProtocol.Consumer && await GroupMembershipProbe.IsMemberAsync(_client.MemberId, options).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            return false; // the client is being replaced; the new one is asked about next time
        }
    }

    /// <summary>Leaves the group. A static member stays on its list until its session times out, so that it can come back to its partitions.</summary>
    public void Leave()
    {
        // Close alone sends no leave request for a cooperative member without partitions (librdkafka 2.16): the group would wait for its session to time out.
        if (!isStatic)
            _client.Unsubscribe();
        _client.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _fenced.ForEach(client => client.Dispose());
    }

    private void Replace(IPartitionClient past, Error error)
    {
        _client = connect();
        _client.Subscribe(topics);
        // one that never became a member has nothing that another thread asks for, and there may be one a second
        if (error.Code == ErrorCode.UnreleasedInstanceId)
            past.Dispose();
        else
            _fenced.Add(past);
    }
}
