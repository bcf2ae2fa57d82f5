using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;
using StreamLift.Ingest.Group;
using StreamLift.Ingest.Partitions;
using StreamLift.Lanes;

namespace StreamLift.Ingest.Offsets;

/// <summary>
/// Reads again from the committed offsets after a transaction was aborted: neither its records nor those read after them count. Requested by the sink, done by
/// the poll thread.
/// </summary>
internal sealed class RewindHandler(AssignedPartitions partitions, RebalanceHandler rebalance, EndOffsetTracker end, ILogger log)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);
    private volatile bool _isRequested;

    /// <summary>Whether it is still to be done.</summary>
    public bool IsRequested => _isRequested;

    /// <summary>Whether records of partitions that are still assigned were read and have to be read again.</summary>
    public bool IsPending => _isRequested && partitions.Current.Any(partition => partition.IsRevoked && partition.FirstOffset >= 0);

    /// <summary>From here on nothing that has been read may be sent or acknowledged. Any thread.</summary>
    public void Request()
    {
        _isRequested = true; // before a thread that waits for these assignments sees them end
        partitions.EndReads();
        _isRequested = true; // and after: the poll thread may have rewound some of them meanwhile
    }

    /// <summary>Seeks to the committed offsets; where the broker doesn't give them, it is tried again at the next turn. Poll thread only.</summary>
    public void Rewind(IPartitionClient client)
    {
        _isRequested = false;
        try
        {
            // one of which nothing was read stands where it should, and may not be seekable yet
            var ended = partitions.Current.Where(partition => partition.IsRevoked).ToList();
            var read = ended.Where(partition => partition.FirstOffset >= 0 || rebalance.HasState).ToList();
            // with the default isolation level the broker's answer waits for a transaction that is still being ended
            var committed =
                read.Count == 0 ? [] : client.Committed(read.Select(partition => new TopicPartition(partition.Topic, partition.Number)), AnswerTimeout);
            foreach (var partition in ended.Except(read))
                rebalance.Renew(client, partition, partition.Start);
            foreach (var (partition, offset) in read.Zip(committed))
                Seek(client, partition, offset.Offset.Value >= 0 ? offset.Offset.Value : FirstOf(partition));
            log.Rewound(ended.Count);
        }
        catch (KafkaException e)
        {
            _isRequested = true;
            log.RewindFailed(ErrorSentence.Of(e.Error));
        }
    }

    private void Seek(IPartitionClient client, AssignedPartition partition, long offset)
    {
        AssignedPartitions.ResumePaused(client, [partition]); // a seek on a paused partition would be forgotten when it is resumed
        if (!rebalance.HasState) // else once the state is read
            client.Seek(new TopicPartitionOffset(partition.Topic, partition.Number, offset));
        end.Unread(partition.Topic, partition.Number, offset);
        rebalance.Renew(client, partition, offset);
    }

    private static long FirstOf(AssignedPartition partition) => partition.FirstOffset >= 0 ? partition.FirstOffset : partition.Start;
}
