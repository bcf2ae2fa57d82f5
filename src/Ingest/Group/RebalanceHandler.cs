using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Offsets;
using StreamLift.Ingest.Partitions;
using StreamLift.Ingest.State;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Group;

/// <summary>What a lane does when the group assigns partitions and takes them away. Poll thread, and none of it throws.</summary>
/// <param name="partitions">The lane's assignments.</param>
/// <param name="stage">Told of assignments that begin and end.</param>
/// <param name="starts">Finds the offset to start from; null: the client does so itself.</param>
/// <param name="fencing">Told of lost memberships.</param>
/// <param name="finishRevoked">Delivers and commits what was read of partitions that are being revoked.</param>
/// <param name="log">The lane's log.</param>
/// <param name="state">Reads the state of a stage that has state; null: it has none.</param>
internal sealed class RebalanceHandler(
    AssignedPartitions partitions,
    IStage stage,
    StartOffsetResolver? starts,
    FencingPolicy fencing,
    Action<IReadOnlyCollection<AssignedPartition>> finishRevoked,
    ILogger log,
    StateRestorer? state = null
) : IGroupEvents
{
    private volatile Error? _commitRefusal;

    /// <summary>Whether the group has assigned something, even nothing at all. Any thread.</summary>
    public bool IsAssigned { get; set; }

    /// <summary>Whether the stage has state, which is read again with an assignment that is renewed.</summary>
    public bool HasState => state is not null;

    /// <summary>The lane is leaving and has committed already: what is revoked from here on is not waited for.</summary>
    public bool IsClosing { get; set; }

    /// <inheritdoc/>
    public IEnumerable<TopicPartitionOffset> OnAssigned(IPartitionClient client, List<TopicPartition> assigned)
    {
        var added = assigned.Select(partition => Begin(partition.Topic, partition.Partition.Value, awaitsStart: starts is not null)).ToList();
        IsAssigned = true;
        fencing.Assigned();
        log.PartitionsAssigned(assigned.Count, partitions.Current.Count);
        if (starts is null || assigned.Count == 0)
            return assigned.Select(partition => new TopicPartitionOffset(partition, Offset.Unset)); // the client finds the committed offset
        return starts.Resolve(client, added);
    }

    /// <inheritdoc/>
    public void OnRevoked(IPartitionClient client, List<TopicPartitionOffset> revoked)
    {
        IsAssigned = true; // an empty first assignment may show only in this way
        var leaving = Present(revoked);
        if (!IsClosing)
            finishRevoked(leaving);
        End(client, leaving);
        log.PartitionsRevoked(leaving.Count, partitions.Current.Count);
    }

    /// <inheritdoc/>
    public void OnLost(IPartitionClient client, List<TopicPartitionOffset> lost)
    {
        var gone = Present(lost);
        End(client, gone);
        fencing.Lost();
        log.PartitionsLost(gone.Count, partitions.Current.Count);
    }

    /// <inheritdoc/>
    public void OnCommitted(CommittedOffsets committed)
    {
        var error = committed.Error.IsError ? committed.Error : committed.Offsets.Select(offset => offset.Error).FirstOrDefault(error => error.IsError);
        if (error?.Code is ErrorCode.GroupAuthorizationFailed or ErrorCode.TopicAuthorizationFailed)
            _commitRefusal = error;
        foreach (var offset in committed.Offsets.Where(offset => !offset.Error.IsError))
            if (partitions.Find(offset.Topic, offset.Partition.Value) is { } partition)
                partition.Committed = offset.Offset.Value;
    }

    /// <summary>librdkafka ignores a background commit that is refused for a missing right, and would commit nothing from then on.</summary>
    /// <exception cref="KafkaException">This user may not commit.</exception>
    public void ThrowIfCommitRefused()
    {
        if (_commitRefusal is { } error)
            throw new KafkaException(error);
    }

    /// <summary>The client is gone, and with it whatever was assigned to it.</summary>
    public void EndAll(IPartitionClient client) => End(client, partitions.Current);

    /// <summary>A partition that stays assigned is read again: what was read of it so far belongs to an assignment that has ended.</summary>
    /// <param name="client">The client.</param>
    /// <param name="partition">The assignment that has ended.</param>
    /// <param name="start">The offset to begin with; only where the stage has state, which is read first.</param>
    public void Renew(IPartitionClient client, AssignedPartition partition, long start)
    {
        End(client, [partition]);
        var renewed = Begin(partition.Topic, partition.Number, awaitsStart: HasState);
        state?.Request(renewed, start);
    }

    private AssignedPartition Begin(string topic, int number, bool awaitsStart = false)
    {
        var partition = partitions.Assign(topic, number, awaitsStart);
        stage.OnAssigned(partition);
        return partition;
    }

    private void End(IPartitionClient client, IReadOnlyList<AssignedPartition> ended)
    {
        AssignedPartitions.ResumePaused(client, ended);
        foreach (var partition in ended)
        {
            partitions.Revoke(partition);
            stage.OnRevoked(partition);
        }
    }

    private List<AssignedPartition> Present(List<TopicPartitionOffset> named) =>
        [.. named.Select(partition => partitions.Find(partition.Topic, partition.Partition.Value)).OfType<AssignedPartition>()];
}
