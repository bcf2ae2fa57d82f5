using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Partitions;
using StreamLift.Lanes;

namespace StreamLift.Ingest.State;

/// <summary>
/// Gives a stage the state of its partitions back: after an assignment, and after an aborted transaction. Asked once the offset to start from is stable, that
/// is, once no transaction of an earlier owner can change it any more. Until the stage has the state, the partition is paused, and nothing that is read of it
/// counts. Poll thread only.
/// </summary>
/// <param name="topic">The state topic.</param>
/// <param name="stage">The stage.</param>
/// <param name="reader">Reads the state topic.</param>
/// <param name="log">The lane's log.</param>
internal sealed class StateRestorer(StateTopic topic, IStatefulStage stage, StateTopicReader reader, ILogger log)
{
    private readonly List<PartitionState> _awaited = []; // requested, and not with the stage yet
    private readonly List<PartitionState> _restored = []; // with the stage, and not sought to their start yet

    /// <summary>A lane's; null where its stage has no state to restore.</summary>
    /// <param name="context">What the lane is given.</param>
    /// <param name="log">Its log.</param>
    public static StateRestorer? Of(IngestContext context, ILogger log)
    {
        if (context.StateTopic is not { } topic)
            return null;
        if (context.Stage is not IStatefulStage stage)
            throw new InvalidOperationException("a state topic for a stage without state");
        var connect = context.ConnectState ?? (() => new ConfluentStateClient(topic.Name, context.Options, context.OnBrokerError, log));
        return new StateRestorer(topic, stage, new StateTopicReader(topic, connect, context.Clock, log), log);
    }

    /// <summary>Reads the state of an assignment that awaits its start.</summary>
    /// <param name="partition">The assignment.</param>
    /// <param name="start">The offset to read the input from; a logical one where nothing is committed.</param>
    public void Request(AssignedPartition partition, Offset start)
    {
        (partition.Start, partition.Committed) = (start.Value, Math.Max(start.Value, -1));
        var state = new PartitionState(partition, start);
        _awaited.Add(state);
        reader.Read(state);
    }

    /// <summary>Hands state that has been read to the stage, and begins with the records of its partition. Between two polls.</summary>
    /// <exception cref="KafkaException">The broker refuses for good.</exception>
    /// <exception cref="Poses.ConfigurationException">The state topic, or what it holds, can't be used.</exception>
    public void Turn(IPartitionClient client)
    {
        if (_awaited.Count + _restored.Count == 0)
            return; // asked at every turn of the poll loop
        _awaited.RemoveAll(state => state.Partition.IsRevoked);
        _restored.RemoveAll(state => state.Partition.IsRevoked);
        while (reader.TryTake(out var state))
        {
            if (!_awaited.Remove(state))
                continue; // revoked meanwhile
            if (state.Refusal is { } refusal)
                throw refusal;
            Restore(state);
            _restored.Add(state);
        }

        foreach (var state in _awaited.Where(state => !state.Partition.IsPaused))
            TryPause(client, state.Partition);
        _restored.RemoveAll(state => TrySeek(client, state));
    }

    /// <summary>The lane ends: nothing more is read.</summary>
    public void End() => reader.End();

    private void Restore(PartitionState state)
    {
        var (partition, ahead) = (state.Partition, (Keys: 0, Committed: -1L));
        foreach (var (key, stored) in state.Keys)
        {
            // the group had committed more than it begins with: someone has moved its offsets back, and the state is of records that are yet to come
            if (stored.Committed > Math.Max(state.Start.Value, -1))
            {
                ahead = (ahead.Keys + 1, Math.Max(ahead.Committed, stored.Committed));
                continue;
            }

            try
            {
                stage.Restore(partition, key, stored.State, stored.NextOffset);
            }
            catch (InvalidDataException e)
            {
                throw StateProblems.Unusable(topic, partition, key, e.Message);
            }
        }

        if (ahead.Keys > 0)
            log.StateAhead(ahead.Keys, $"{partition}", ahead.Committed, state.Start.Value >= 0 ? $"{state.Start.Value}" : "no committed offset");
    }

    private static void TryPause(IPartitionClient client, AssignedPartition partition)
    {
        try
        {
            client.Pause([new TopicPartition(partition.Topic, partition.Number)]);
            partition.IsPaused = true;
        }
        catch (KafkaException)
        {
            // the client has not begun with the partition yet: what it reads meanwhile is dropped
        }
    }

    private static bool TrySeek(IPartitionClient client, PartitionState state)
    {
        var partition = state.Partition;
        try
        {
            AssignedPartitions.ResumePaused(client, [partition]); // a seek on a paused partition may be forgotten when it is resumed
            client.Seek(new TopicPartitionOffset(partition.Topic, partition.Number, state.Start));
            partition.AwaitsStart = false;
            return true;
        }
        catch (KafkaException)
        {
            return false; // the client has not begun with the partition yet: next time
        }
    }
}
