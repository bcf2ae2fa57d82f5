using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>
/// Measures the time from just before Produce to the received pose record. A header carries the send time by this process's monotonic clock; where a service
/// doesn't pass headers on, stream and frame tell it.
/// </summary>
/// <param name="broker">The broker.</param>
/// <param name="input">The topic of frames.</param>
/// <param name="output">The topic of poses.</param>
internal sealed class Latency(BenchBroker broker, string input, string output)
{
    private const string SentHeader = "sent";

    private readonly ConcurrentDictionary<(string Stream, long Frame), long> _sent = [];

    /// <summary>Frames per second.</summary>
    public required int Rate { get; init; }

    /// <summary>Duration of the measurement, in seconds.</summary>
    public required int Seconds { get; init; }

    /// <summary>Duration of the warm-up, in seconds: brokers and .NET compile their code meanwhile.</summary>
    public int WarmUp { get; init; } = 10;

    /// <summary>People per frame.</summary>
    public int People { get; init; } = 1;

    /// <summary>Encoding of the frames.</summary>
    public WireEncoding Encoding { get; init; }

    /// <summary>Told when a frame was sent, once the broker has it, and where it is in the input topic. On the client's thread.</summary>
    public Action<long, TopicPartitionOffset>? OnAcknowledged { get; init; }

    /// <summary>Told when a frame was sent, once its pose is received.</summary>
    public Action<long>? OnReceived { get; init; }

    /// <summary>Sends one frame, waits for its pose, then sends at the rate.</summary>
    /// <exception cref="BrokerException">No pose within two minutes.</exception>
    public LatencyStatistics Run(CancellationToken stop)
    {
        var total = 1 + (Rate * (Seconds + WarmUp));
        using var consumer = broker.Consumer<byte[]>(output);
        consumer.AssignAtEnd(stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var begun = new ManualResetEventSlim();
        var sending = Task.Factory.StartNew(
            () => Send(total, begun, over.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var times = new List<double>(total);
        try
        {
            for (var received = 0; received < total; )
            {
                if (sending.IsFaulted)
                    sending.GetAwaiter().GetResult();
                var record = consumer.Next(stop);
                if (record.IsPartitionEOF)
                    continue;
                begun.Set();
                var sent = SentOf(record.Message);
                OnReceived?.Invoke(sent);
                if (received++ > Rate * WarmUp)
                    times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }
        finally
        {
            over.Cancel();
            Task.WaitAny(sending);
        }

        return LatencyStatistics.Of(Rate, times);
    }

    private long SentOf(Message<Ignore, byte[]> record)
    {
        if (record.Headers?.TryGetLastBytes(SentHeader, out var time) == true)
            return BitConverter.ToInt64(time);
        using var pose = JsonDocument.Parse(record.Value);
        return _sent[(pose.RootElement.GetProperty("stream").GetString()!, pose.RootElement.GetProperty("frame").GetInt64())];
    }

    private void Send(int total, ManualResetEventSlim begun, CancellationToken over)
    {
        var source = new FrameSource(People, Encoding);
        using var producer = broker.Producer(new ProducerConfig { EnableIdempotence = true, LingerMs = 0 });
        SendOne(producer, source, 0);
        begun.Wait(over);
        var started = Stopwatch.GetTimestamp();
        for (var number = 1L; number < total && !over.IsCancellationRequested; number++)
        {
            // On schedule, however long the previous frame took: a late sender would hide latency.
            var due = number * 1000.0 / Rate;
            while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < due)
                Thread.Sleep(1); // no busy wait: the service and the broker need the cores
            SendOne(producer, source, number);
        }

        producer.Flush(TimeSpan.FromSeconds(10));
    }

    private void SendOne(IProducer<byte[], byte[]> producer, FrameSource source, long number)
    {
        var (key, value) = source.Record(number);
        var now = Stopwatch.GetTimestamp();
        _sent[(System.Text.Encoding.UTF8.GetString(key), number / source.Streams)] = now;
        var headers = new Headers { source.ContentTypeHeader, { SentHeader, BitConverter.GetBytes(now) } };
        Action<DeliveryReport<byte[], byte[]>>? report = OnAcknowledged is { } told ? answer => told(now, answer.TopicPartitionOffset) : null;
        producer.Produce(
            input,
            new()
            {
                Key = key,
                Value = value,
                Headers = headers,
            },
            report
        );
    }
}
