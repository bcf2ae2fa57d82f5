using Confluent.Kafka;
using StreamLift.Host.Brokers;

namespace StreamLift.Host.Redrive;

/// <summary>Reads the dead-letter topic outside any group: a range of it, or one dead letter. One thread.</summary>
internal sealed class DeadLetterTopic(RedriveOptions options) : IDisposable
{
    // Skipping this many records costs less than a new fetch position.
    private const int Near = 1000;

    private readonly AssignedConsumer<byte[]?, byte[]?> _consumer = new(options.Broker, "streamlift-redrive", options.Group);
    private TopicPartitionOffset _next = new("", 0, Offset.Unset);

    /// <summary>Each record from <paramref name="begins"/> to before <paramref name="ends"/>, partition by partition in order. Ends early on a stop.</summary>
    /// <exception cref="BrokerException">A fatal error, or silence for the connect timeout.</exception>
    public IEnumerable<ConsumeResult<byte[]?, byte[]?>> Read(
        IReadOnlyDictionary<int, long> begins,
        IReadOnlyDictionary<int, long> ends,
        CancellationToken stop
    ) => _consumer.ReadTo(ends, stop, begins);

    /// <summary>One record.</summary>
    /// <exception cref="BrokerException">A fatal error, or the record was deleted.</exception>
    public ConsumeResult<byte[]?, byte[]?> Read(int partition, long offset)
    {
        if (_next.Partition.Value != partition || _next.Offset.Value > offset || offset - _next.Offset.Value > Near)
            _consumer.Assign(partition, offset);
        ConsumeResult<byte[]?, byte[]?> result;
        do result = _consumer.Next(CancellationToken.None);
        while (!result.IsPartitionEOF && result.Offset.Value < offset);
        if (result.IsPartitionEOF || result.Offset.Value != offset)
            throw new BrokerException(
                $"topic {options.Broker.Topic}: the dead letter at [{partition}]@{offset} is gone (retention?); start again to send the remaining ones"
            );
        _next = new TopicPartitionOffset(options.Broker.Topic, partition, offset + 1);
        return result;
    }

    public void Dispose() => _consumer.Dispose();
}
