using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.FailPoints;

namespace StreamLift.Ingest.Offsets;

/// <summary>What the ledger says is delivered, told to the client and by it to the broker: each second by itself, and when it is asked to.</summary>
/// <param name="client">The client.</param>
/// <param name="isOwn">Whether the consumer commits; else the sink's transactions do, and there is nothing to do here.</param>
/// <param name="rebalance">Told of the watermarks.</param>
/// <param name="log">Where a commit that failed is told.</param>
internal sealed class OffsetCommitter(LaneClient client, bool isOwn, Rebalance rebalance, ILogger log)
{
    private volatile Error? _refused;

    /// <summary>What has become of a commit that the client made by itself. Called by it within Consume, where nothing may be thrown.</summary>
    public void Heard(CommittedOffsets committed)
    {
        var error = committed.Error.IsError ? committed.Error : committed.Offsets.Select(offset => offset.Error).FirstOrDefault(error => error.IsError);
        if (error?.Code is ErrorCode.GroupAuthorizationFailed or ErrorCode.TopicAuthorizationFailed)
            _refused = error;
    }

    /// <summary>The client itself would go on, and commit nothing, for ever: its heartbeats pass over such an answer too.</summary>
    /// <exception cref="KafkaException">This user may not commit any more.</exception>
    public void ThrowIfRefused()
    {
        if (_refused is { } error)
            throw new KafkaException(error);
    }

    /// <summary>Everything below the offset is delivered. The ledger's lock is held; any thread.</summary>
    public void Store(AssignedPartition origin, long offset)
    {
        rebalance.Watermark(origin, offset);
        if (!isOwn)
            return;
        try
        {
            client.Current.StoreOffset(new TopicPartitionOffset(origin.Topic, origin.Partition, offset));
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_State or ErrorCode.Local_UnknownPartition)
        {
            // the partition went between the acknowledgement and here: its next owner reads the records again
        }
    }

    /// <summary>Commits what is stored, and waits for it.</summary>
    /// <returns>False where the group is sharing its partitions out just now, or its coordinator did not answer: to be tried again.</returns>
    public bool Commit()
    {
        if (!isOwn)
            return true;
        try
        {
            client.Current.Commit();
            FailPoint.Hit(FailPointStep.Commit);
        }
        catch (KafkaException e) when (IsPassing(Of(e).Code))
        {
            return false;
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_NoOffset)
        {
            // nothing new since the last commit
        }
        catch (KafkaException e)
        {
            log.CommitFailed(Of(e).Code.ToString(), Of(e).Reason);
        }

        return true;
    }

    /// <summary>Whether the same commit may succeed a little later.</summary>
    public static bool IsPassing(ErrorCode code) =>
        code
            is ErrorCode.RebalanceInProgress
                or ErrorCode.IllegalGeneration
                or ErrorCode.StaleMemberEpoch
                or ErrorCode.Local_WaitCoord
                or ErrorCode.NotCoordinatorForGroup
                or ErrorCode.GroupCoordinatorNotAvailable
                or ErrorCode.GroupLoadInProgress
                or ErrorCode.RequestTimedOut
                or ErrorCode.Local_TimedOut
                or ErrorCode.Local_TimedOutQueue
                or ErrorCode.Local_Transport
                or ErrorCode.Local_AllBrokersDown;

    // where partitions fare differently the exception itself says no more than that
    private static Error Of(KafkaException e) =>
        e is TopicPartitionOffsetException { Results: var results }
            ? results.Select(result => result.Error).FirstOrDefault(error => error.IsError, e.Error)
            : e.Error;
}
