using Confluent.Kafka;
using StreamLift.Ingest.Offsets;

namespace StreamLift.Ingest.Group;

/// <summary>How a lane leaves its group when everything it read is delivered. The poll thread waits meanwhile, so that this one may poll.</summary>
internal sealed class GroupExit(LaneClient client, OffsetCommitter commits, Rebalance rebalance, TimeProvider clock)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    // a new group takes its first members in after 3 s; and something of the least must be left for the leaving
    private static readonly TimeSpan Joining = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Commits and leaves. Where no broker answers, the client's commit and close wait for 45 s each, whatever was asked of them: they are left alone then.
    /// </summary>
    /// <param name="limit">How long it may take; never less than 5 s.</param>
    /// <returns>False where time ran out: the client is still at it, and not to be disposed.</returns>
    public bool Go(TimeSpan limit)
    {
        limit = limit > Least ? limit : Least;
        return Task.Factory.StartNew(() => Leave(limit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Wait(limit);
    }

    private void Leave(TimeSpan limit)
    {
        var started = clock.GetTimestamp();
        // A member that goes while it is being taken in stays on the group's list for its session timeout, and whoever comes next waits for it. One that
        // KIP-848 has taken in with nothing waits as well: the client doesn't tell of that, and this is no time to ask the broker (Membership).
        PollUntil(() => rebalance.IsAssigned || clock.GetElapsedTime(started) > Joining);
        // While partitions are being shared out the broker takes no commits; the records since the last one would be lifted a second time.
        PollUntil(() => commits.Commit() || clock.GetElapsedTime(started) > limit);
        rebalance.Closing = true;
        client.Leave();
    }

    // What such a poll reads is let go: its offset is not stored, so the next owner reads it again.
    private void PollUntil(Func<bool> isDone)
    {
        while (!isDone())
        {
            try
            {
                client.Current.Consume(Round);
            }
            catch (ConsumeException)
            {
                // leaving anyway
            }
        }
    }
}
