using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;
using StreamLift.Ingest.Group;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// Hands delivered offsets to the client, which commits them every second, and commits when asked to. With exactly-once the sink's transactions commit, and the
/// consumer does not.
/// </summary>
/// <param name="member">The membership to commit under.</param>
/// <param name="isOwn">Whether the consumer commits.</param>
/// <param name="log">Where a commit that failed is told.</param>
internal sealed class OffsetCommitter(GroupMember member, bool isOwn, ILogger log)
{
    /// <summary>Everything below the offset is delivered. Under the partition's lock; any thread.</summary>
    public void Store(AssignedPartition partition, long offset)
    {
        if (!isOwn)
            return;
        try
        {
            member.Client.StoreOffset(partition.Topic, partition.Number, offset);
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_State or ErrorCode.Local_UnknownPartition)
        {
            // revoked between the acknowledgement and here: its next owner reads the records again
        }
    }

    /// <summary>Commits what is stored, and waits for it.</summary>
    /// <returns>False where the group is rebalancing or its coordinator did not answer: to be tried again.</returns>
    public bool Commit()
    {
        if (!isOwn)
            return true;
        try
        {
            member.Client.Commit();
            FailPoint.Hit(FailPointStep.Commit);
        }
        catch (KafkaException e) when (ConsumerErrors.IsTransientCommitError(ErrorOf(e).Code))
        {
            return false;
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_NoOffset)
        {
            // nothing new since the last commit
        }
        catch (KafkaException e)
        {
            log.CommitFailed(ErrorSentence.Of(ErrorOf(e)));
        }

        return true;
    }

    // where the answer differs by partition, the exception itself says no more than that
    private static Error ErrorOf(KafkaException e) =>
        e is TopicPartitionOffsetException { Results: var results }
            ? results.Select(result => result.Error).FirstOrDefault(error => error.IsError, e.Error)
            : e.Error;
}
