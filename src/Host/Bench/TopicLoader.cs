using System.Diagnostics;
using Confluent.Kafka;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>Fills a topic as fast as the broker accepts records.</summary>
internal static class TopicLoader
{
    /// <summary>Sends a number of frames, with a number of frames per record.</summary>
    /// <returns>The acknowledged frames, and frames per second.</returns>
    public static (int Filled, double PerSecond) Run(
        BenchBroker broker,
        string topic,
        int frames,
        int people,
        WireEncoding encoding,
        int framesPerRecord,
        CancellationToken stop
    )
    {
        var source = new FrameSource(people, encoding);
        var headers = new Headers { source.ContentTypeHeader };
        using var producer = broker.Producer(new ProducerConfig { LingerMs = 20, BatchSize = 1_000_000 });
        var failed = 0;
        var started = Stopwatch.GetTimestamp();
        for (var (number, sent) = (0L, 0); sent < frames; number++)
        {
            stop.ThrowIfCancellationRequested();
            var count = Math.Min(framesPerRecord, frames - sent);
            sent += count;
            var (key, value) = source.Record(number, framesPerRecord, count);
            while (true)
            {
                try
                {
                    producer.Produce(
                        topic,
                        new()
                        {
                            Key = key,
                            Value = value,
                            Headers = headers,
                        },
                        report => failed += report.Error.IsError ? count : 0
                    );
                    break;
                }
                catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
                {
                    Thread.Sleep(10);
                }
            }
        }

        producer.Flush(stop);
        return (frames - failed, frames / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
