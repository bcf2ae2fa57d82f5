using System.Diagnostics;
using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>Measures the time from just before Produce to the received pose record. A header carries the send time by this process's monotonic clock.</summary>
/// <param name="broker">The broker.</param>
/// <param name="input">The topic of frames.</param>
/// <param name="output">The topic of poses.</param>
internal sealed class Latency(BenchBroker broker, string input, string output)
{
    private const string SentHeader = "sent";

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

    /// <summary>Sends one frame, waits for its pose, then sends at the rate.</summary>
    /// <exception cref="BrokerException">No pose within two minutes.</exception>
    public LatencyStatistics Run(CancellationToken stop)
    {
        var total = 1 + (Rate * (Seconds + WarmUp));
        using var consumer = broker.Consumer<Ignore>(output);
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
                var sent = BitConverter.ToInt64(record.Message.Headers.GetLastBytes(SentHeader));
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
        var headers = new Headers { source.ContentTypeHeader, { SentHeader, BitConverter.GetBytes(Stopwatch.GetTimestamp()) } };
        producer.Produce(
            input,
            new()
            {
                Key = key,
                Value = value,
                Headers = headers,
            }
        );
    }
}
