using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Produce;

/// <summary>Produces records and counts the acknowledged ones. It waits while librdkafka's queue is full. One thread sends.</summary>
internal sealed class FrameSender : IDisposable
{
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly string _topic;
    private readonly Action<DeliveryReport<byte[], byte[]>> _delivered;
    private readonly ManualResetEventSlim _progress = new();
    private readonly ConnectionErrors _errors;
    private readonly FirstAnswer _first;

    // Written by librdkafka's callbacks, on their own thread.
    private long _acknowledged;
    private volatile Error? _failure;

    /// <param name="broker">The brokers and the topic.</param>
    /// <param name="isPaced">Whether records come at a rate; else as fast as they are taken.</param>
    public FrameSender(BrokerOptions broker, bool isPaced)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = broker.Bootstrap,
            ClientId = "streamlift-produce",
            EnableIdempotence = true,
            Partitioner = Partitioner.Murmur2Random,
            // Paced frames are sent immediately, as a camera's would be; at full speed it pays to wait for batches.
            LingerMs = isPaced ? 0 : 5,
            DeliveryReportFields = "status",
        };
        foreach (var (key, value) in broker.Kafka)
            config.Set(key, value);
        (_topic, _delivered) = (broker.Topic, Delivered);
        (_errors, _first) = (new ConnectionErrors(broker.Bootstrap), new FirstAnswer(broker.ConnectTimeout, TimeProvider.System));
        try
        {
            _producer = new ProducerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => OnError(error)).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw KafkaProperties.Refused(e);
        }
    }

    /// <summary>Produced records.</summary>
    public long Sent { get; private set; }

    /// <summary>Acknowledged records.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Produces one record; waits while the local queue is full.</summary>
    /// <exception cref="BrokerException">The delivery of an earlier record failed, or none was acknowledged within the connect timeout.</exception>
    public void Send(Message<byte[], byte[]> message, CancellationToken stop)
    {
        while (true)
        {
            ThrowIfFailed();
            _first.Ask();
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
                throw new BrokerException($"topic {_topic} rejects records: {ErrorSentence.Of(e.Error)}");
            }
        }
    }

    /// <summary>Waits until the broker has acknowledged every record.</summary>
    /// <exception cref="BrokerException">The delivery of a record failed, or none was acknowledged within the connect timeout.</exception>
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

    // Waits for half of the queue, so that a full queue does not cost an exception per record.
    private void WaitFor(long acknowledged, CancellationToken stop)
    {
        while (Acknowledged < acknowledged && _failure is null && !_first.IsOverdue)
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
        _first.Answer();
        _progress.Set();
    }

    private void OnError(Error error)
    {
        _errors.Hear(error);
        if (error.IsFatal)
            Fail(error);
    }

    private void Fail(Error error) => _failure ??= error;

    private void ThrowIfFailed()
    {
        if (_failure is { } error)
            throw _errors.Explain($"topic {_topic}: delivery failed after {Acknowledged:N0} records", error);
        if (_first.IsOverdue)
            throw _errors.Explain($"topic {_topic}: no record was acknowledged within {_first.Limit.TotalSeconds:0.#} s");
    }
}
