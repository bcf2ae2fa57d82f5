using Confluent.Kafka;
using StreamLift.Ingest.Offsets;

namespace StreamLift.Ingest.Group;

/// <summary>How a lane leaves its group once everything it read is delivered. The poll thread waits meanwhile, so that this one may poll.</summary>
internal sealed class GroupExit(GroupMember member, OffsetCommitter committer, RebalanceHandler rebalance, TimeProvider clock)
{
    private static readonly TimeSpan Minimum = TimeSpan.FromSeconds(5);

    // a new group waits 3 s for its first members; some of the minimum must be left for leaving
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Commits and leaves. Where no broker answers, the client's commit and close wait for 45 s each, whatever was asked of them: they are abandoned then.
    /// </summary>
    /// <param name="limit">How long it may take; never less than 5 s.</param>
    /// <returns>False where time ran out: the client is still in a call, and may not be disposed.</returns>
    public bool TryLeave(TimeSpan limit)
    {
        limit = limit > Minimum ? limit : Minimum;
        return Task.Factory.StartNew(() => Leave(limit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Wait(limit);
    }

    private void Leave(TimeSpan limit)
    {
        var started = clock.GetTimestamp();
        // A member that leaves while it is joining stays on the group's list until its session times out, and the next one waits for it. A member that KIP-848
        // has accepted without partitions waits as well: the client doesn't tell of that, and this is no time to ask the broker (GroupMembershipProbe).
        PollUntil(() => rebalance.IsAssigned || clock.GetElapsedTime(started) > JoinTimeout);
        // During a rebalance the broker takes no commits; the records since the last one would be processed a second time.
        PollUntil(() => committer.Commit() || clock.GetElapsedTime(started) > limit);
        rebalance.IsClosing = true;
        member.Leave();
    }

    // What such a poll reads is dropped: its offset is not stored, so the next owner reads it again.
    private void PollUntil(Func<bool> isDone)
    {
        while (!isDone())
        {
            try
            {
                member.Client.Poll(PollTimeout);
            }
            catch (ConsumeException)
            {
                // the lane is leaving anyway
            }
        }
    }
}
