using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Redrive;

/// <summary>Sends letters' records in order, and says of each that the broker has it. One thread sends.</summary>
internal sealed class DeadLetterSender : IDisposable
{
    private const int LargestRecord = 64 << 20; // the topic's own limit decides, not the client's 1 MB

    private readonly RedriveOptions _options;
    private readonly int _partitions;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly ManualResetEventSlim _progress = new();
    private long _sent;

    // Written by librdkafka's callbacks, on its own thread.
    private long _acknowledged;
    private volatile string? _failure;

    /// <param name="options">Where to.</param>
    /// <param name="partitions">How many partitions the topic has.</param>
    public DeadLetterSender(RedriveOptions options, int partitions)
    {
        (_options, _partitions) = (options, partitions);
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
            _producer = new ProducerBuilder<byte[]?, byte[]?>(config)
                .SetLogHandler((_, _) => { })
                .SetErrorHandler((_, error) => _failure ??= error.IsFatal ? error.Reason : null)
                .Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }
    }

    /// <summary>Sends a record to where it came from, or by its key to another topic; waits while the local queue is full.</summary>
    /// <exception cref="BrokerException">An earlier record failed for good.</exception>
    public void Send(DeadLetterHeaders head, Message<byte[]?, byte[]?> record, Action delivered)
    {
        while (true)
        {
            ThrowIfFailed();
            try
            {
                _producer.Produce(new TopicPartition(_options.To, PartitionFor(head, record)), record, report => Reported(report, head, delivered));
                _sent++;
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                WaitFor((_sent + Interlocked.Read(ref _acknowledged)) / 2);
            }
            catch (ProduceException<byte[]?, byte[]?> e)
            {
                throw new BrokerException(Refused(head, e.Error));
            }
        }
    }

    /// <summary>Waits until the broker has everything that was sent.</summary>
    /// <exception cref="BrokerException">A record failed for good.</exception>
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

    // Its own partition, whatever partitioner its producer had: there its stream's other frames lie. In another topic by its key; without one by
    // the partition it came from, so that those stay in order.
    private Partition PartitionFor(DeadLetterHeaders head, Message<byte[]?, byte[]?> record)
    {
        if (head.Topic == _options.To && head.Partition < _partitions)
            return head.Partition;
        return record.Key is null ? head.Partition % _partitions : Partition.Any;
    }

    private void WaitFor(long acknowledged)
    {
        while (Interlocked.Read(ref _acknowledged) < acknowledged && _failure is null)
        {
            _progress.Reset();
            if (Interlocked.Read(ref _acknowledged) < acknowledged)
                _progress.Wait(100);
        }
    }

    private void Reported(DeliveryReport<byte[]?, byte[]?> report, DeadLetterHeaders head, Action delivered)
    {
        if (report.Error.IsError)
        {
            _failure ??= Refused(head, report.Error);
        }
        else
        {
            delivered();
            Interlocked.Increment(ref _acknowledged);
        }

        _progress.Set();
    }

    private string Refused(DeadLetterHeaders head, Error error) =>
        $"topic {_options.To} rejects the record of {head.Topic}[{head.Partition}]@{head.Offset}: {error.Reason}; the next redrive starts with "
        + "this record";

    private void ThrowIfFailed()
    {
        if (_failure is { } reason)
            throw new BrokerException(reason);
    }
}
