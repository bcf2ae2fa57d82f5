using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Redrive;

/// <summary>Produces the original records in order and reports each acknowledgement. One thread sends.</summary>
internal sealed class DeadLetterSender : IDisposable
{
    private const int LargestRecord = 64 << 20; // the topic's own limit applies, not the client's 1 MB

    private readonly RedriveOptions _options;
    private readonly int _partitions;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly ManualResetEventSlim _progress = new();
    private readonly ConnectionErrors _errors;
    private readonly FirstAnswer _first;
    private long _sent;

    // Written by librdkafka's callbacks, on their own thread.
    private long _acknowledged;
    private volatile string? _failure;

    /// <param name="options">The topic to send to.</param>
    /// <param name="partitions">The number of its partitions.</param>
    public DeadLetterSender(RedriveOptions options, int partitions)
    {
        (_options, _partitions) = (options, partitions);
        (_errors, _first) = (new ConnectionErrors(options.Broker.Bootstrap), new FirstAnswer(options.Broker.ConnectTimeout, TimeProvider.System));
        var config = new ProducerConfig
        {
            BootstrapServers = options.Broker.Bootstrap,
            ClientId = "streamlift-redrive",
            EnableIdempotence = true,
            Partitioner = Partitioner.Murmur2Random,
            MessageMaxBytes = LargestRecord,
            DeliveryReportFields = "status",
        };
        foreach (var (key, value) in options.Broker.Kafka)
            config.Set(key, value);
        try
        {
            _producer = new ProducerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => OnError(error)).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }
    }

    /// <summary>Sends a record to its original partition, or by its key to another topic; waits while the local queue is full.</summary>
    /// <exception cref="BrokerException">The delivery of an earlier record failed, or none was acknowledged within the connect timeout.</exception>
    public void Send(DeadLetterHeaders headers, Message<byte[]?, byte[]?> record, Action delivered)
    {
        while (true)
        {
            ThrowIfFailed();
            _first.Ask();
            try
            {
                _producer.Produce(new TopicPartition(_options.To, PartitionFor(headers, record)), record, report => Reported(report, headers, delivered));
                _sent++;
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                WaitFor((_sent + Interlocked.Read(ref _acknowledged)) / 2);
            }
            catch (ProduceException<byte[]?, byte[]?> e)
            {
                throw new BrokerException(Refused(headers, e.Error));
            }
        }
    }

    /// <summary>Waits until the broker has acknowledged every record.</summary>
    /// <exception cref="BrokerException">The delivery of a record failed.</exception>
    public void Finish()
    {
        while (Interlocked.Read(ref _acknowledged) < _sent)
        {
            ThrowIfFailed();
            _producer.Flush(TimeSpan.FromMilliseconds(100));
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _progress.Dispose();
    }

    // In the original topic the original partition, whichever partitioner its producer used: it holds the other frames of the stream. In another topic by
    // key, and without a key by the original partition, so that these records stay in order.
    private Partition PartitionFor(DeadLetterHeaders headers, Message<byte[]?, byte[]?> record)
    {
        if (headers.Topic == _options.To && headers.Partition < _partitions)
            return headers.Partition;
        return record.Key is null ? headers.Partition % _partitions : Partition.Any;
    }

    private void WaitFor(long acknowledged)
    {
        while (Interlocked.Read(ref _acknowledged) < acknowledged && _failure is null && !_first.IsOverdue)
        {
            _progress.Reset();
            if (Interlocked.Read(ref _acknowledged) < acknowledged)
                _progress.Wait(100);
        }
    }

    private void Reported(DeliveryReport<byte[]?, byte[]?> report, DeadLetterHeaders headers, Action delivered)
    {
        if (report.Error.IsError)
        {
            _failure ??= Refused(headers, report.Error);
        }
        else
        {
            delivered();
            Interlocked.Increment(ref _acknowledged);
        }

        _first.Answer();
        _progress.Set();
    }

    private void OnError(Error error)
    {
        _errors.Hear(error);
        if (error.IsFatal)
            _failure ??= ErrorSentence.Of(error);
    }

    private string Refused(DeadLetterHeaders headers, Error error) =>
        $"topic {_options.To} rejects the record of {headers.Topic}[{headers.Partition}]@{headers.Offset}: {ErrorSentence.Of(error)}; "
        + "the next redrive starts with this record";

    private void ThrowIfFailed()
    {
        if (_failure is { } reason)
            throw new BrokerException(reason);
        if (_first.IsOverdue)
            throw _errors.Explain($"topic {_options.To}: no record was acknowledged within {_first.Limit.TotalSeconds:0.#} s");
    }
}
