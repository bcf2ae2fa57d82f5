using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Records;

namespace StreamLift.Ingest.Group;

/// <summary>
/// The lane's consumer, and a new one where the group won't have it any more under the number that it had. Replaced by the poll thread; any thread may use it.
/// </summary>
internal sealed class LaneClient(
    Func<IConsumer<Consumed, Consumed>> make,
    IReadOnlyList<string> topics,
    bool isStatic,
    Rebalance rebalance,
    FencingPolicy rejoin,
    ILogger log
) : IDisposable
{
    // Another thread may be in a call of one: none is disposed before the lane is. Fenced, they neither join nor leave.
    private readonly List<IConsumer<Consumed, Consumed>> _fenced = [];
    private volatile IConsumer<Consumed, Consumed> _current = make();

    /// <summary>The one in use.</summary>
    public IConsumer<Consumed, Consumed> Current => _current;

    /// <summary>Asks the group for partitions.</summary>
    public void Subscribe() => _current.Subscribe(topics);

    /// <summary>Whether the group has taken it in, even with nothing to read. It may ask the broker.</summary>
    public async Task<bool> IsTakenInAsync(IngestOptions options)
    {
        try
        {
            if (
                !rebalance.IsAssigned
                && options.GroupProtocol == GroupProtocol.Consumer
                && await GroupMembershipProbe.IsTakenInAsync(_current.MemberId, options).ConfigureAwait(false)
            )
                rebalance.IsAssigned = true;
        }
        catch (ObjectDisposedException)
        {
            // another takes its place just now, and is asked about next time
        }

        return rebalance.IsAssigned;
    }

    /// <summary>The next record or end of a partition; null where there is none yet, or trouble that passes.</summary>
    /// <exception cref="ConsumeException">Trouble that doesn't.</exception>
    public ConsumeResult<Consumed, Consumed>? Consume(TimeSpan patience, CancellationToken stop)
    {
        try
        {
            return ConsumerFaults.Consume(_current, patience, log);
        }
        catch (ConsumeException e) when (rejoin.After(e.Error) is { } pause)
        {
            log.Rejoins(e.Error.Code.ToString(), e.Error.Reason);
            rebalance.LostAll();
            stop.WaitHandle.WaitOne(pause);
            var past = _current;
            _current = make();
            Subscribe();
            // one that was never taken in has nothing that another thread asks for, and there may be one a second
            if (e.Error.Code == ErrorCode.UnreleasedInstanceId)
                past.Dispose();
            else
                _fenced.Add(past);
            return null;
        }
    }

    /// <summary>Leaves the group. A static member stays in it until its session has run out: it may come back as if it had never been gone.</summary>
    public void Leave()
    {
        // By closing alone a cooperative member with empty hands goes without a word (librdkafka 2.16), and whoever comes next waits for its session to run
        // out.
        if (!isStatic)
            _current.Unsubscribe();
        _current.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _current.Dispose();
        _fenced.ForEach(consumer => consumer.Dispose());
    }
}
