using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Sink.Client;

namespace StreamLift.Sink;

/// <summary>
/// Sends records as a lane does, by librdkafka's own calls, and counts their delivery reports: what the Kafka client costs a writer is measured with it. One
/// thread.
/// </summary>
public sealed class BurstProducer : IDisposable
{
    private readonly RecordProducer _producer;
    private readonly ReportHandler _reports;
    private volatile Error? _failure;

    /// <param name="config">The producer's librdkafka properties.</param>
    /// <param name="log">Where librdkafka's own lines go.</param>
    public BurstProducer(ProducerConfig config, ILogger log)
    {
        _producer = new RecordProducer(config, _ => { }, log);
        _reports = new ReportHandler(error => _failure ??= error, isReused: true);
    }

    /// <summary>Hands a record to the client, which copies it.</summary>
    /// <returns>False: its queue is full.</returns>
    /// <exception cref="KafkaException">It refuses the record for another reason.</exception>
    public bool TrySend(string topic, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers)
    {
        var record = new RecordParts
        {
            Key = key,
            HasKey = true,
            Value = value,
            HasValue = true,
            Headers = headers,
        };
        var error = _producer.Produce(topic, record, _reports);
        return error is ErrorCode.NoError or ErrorCode.Local_QueueFull ? error == ErrorCode.NoError : throw new KafkaException(error);
    }

    /// <summary>Waits until everything sent is answered.</summary>
    /// <returns>The first error of a record since the start; null: all are delivered.</returns>
    /// <exception cref="OperationCanceledException">A stop.</exception>
    public Error? Flush(CancellationToken stop)
    {
        _producer.Client.Flush(stop);
        return _failure;
    }

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();
}
