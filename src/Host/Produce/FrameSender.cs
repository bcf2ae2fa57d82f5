using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Produce;

/// <summary>Hands records to librdkafka and counts what the broker has acknowledged. Loses none to a full local queue: it waits. One thread sends.</summary>
internal sealed class FrameSender : IDisposable
{
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly string _topic;
    private readonly Action<DeliveryReport<byte[], byte[]>> _delivered;
    private readonly ManualResetEventSlim _progress = new();

    // Written by librdkafka's callbacks, on its own thread.
    private long _acknowledged;
    private volatile Error? _failure;

    public FrameSender(ProduceOptions options)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = options.Broker.Bootstrap,
            ClientId = "streamlift-produce",
            EnableIdempotence = true,
            Partitioner = Partitioner.Murmur2Random,
            // Paced frames go at once, as a camera's would; at full speed batches are worth waiting for.
            LingerMs = options.Rate is null ? 5 : 0,
            DeliveryReportFields = "status",
        };
        foreach (var (key, value) in options.Broker.Kafka)
            config.Set(key, value);
        (_topic, _delivered) = (options.Broker.Topic, Delivered);
        try
        {
            _producer = new ProducerBuilder<byte[], byte[]>(config)
                .SetLogHandler((_, _) => { })
                .SetErrorHandler((_, error) => Fail(error.IsFatal ? error : null))
                .Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }
    }

    /// <summary>Records handed over.</summary>
    public long Sent { get; private set; }

    /// <summary>Records that the broker has.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Hands over one record, waiting while the local queue is full.</summary>
    /// <exception cref="BrokerException">An earlier record failed for good.</exception>
    public void Send(Message<byte[], byte[]> message, CancellationToken stop)
    {
        while (true)
        {
            ThrowIfFailed();
            try
            {
                _producer.Produce(_topic, message, _delivered);
                Sent++;
                return;
            }
            catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                WaitFor((Sent + Acknowledged) / 2, stop);
            }
            catch (ProduceException<byte[], byte[]> e)
            {
                throw new BrokerException($"topic {_topic} rejects records: {e.Error.Reason}");
            }
        }
    }

    /// <summary>Waits until the broker has everything that was handed over.</summary>
    /// <exception cref="BrokerException">A record failed for good.</exception>
    public void Finish(CancellationToken stop)
    {
        while (Acknowledged < Sent)
        {
            ThrowIfFailed();
            _producer.Flush(TimeSpan.FromMilliseconds(200));
            stop.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _progress.Dispose();
    }

    // Half of what was waiting, so that a full queue costs one exception now and then and not one a record.
    private void WaitFor(long acknowledged, CancellationToken stop)
    {
        while (Acknowledged < acknowledged && _failure is null)
        {
            _progress.Reset();
            if (Acknowledged < acknowledged)
                _progress.Wait(100, stop);
        }
    }

    private void Delivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
            Fail(report.Error);
        else
            Interlocked.Increment(ref _acknowledged);
        _progress.Set();
    }

    private void Fail(Error? error) => _failure ??= error;

    private void ThrowIfFailed()
    {
        if (_failure is { } error)
            throw new BrokerException($"topic {_topic}: delivery failed after {Acknowledged:N0} records: {error.Reason}");
    }
}
