using System.Diagnostics;
using Confluent.Kafka;

namespace StreamLift.Bench;

/// <summary>Fills a topic as fast as the broker takes it.</summary>
internal static class Fill
{
    public static int Run(string bootstrap, string topic, int frames, int people, string encoding, int framesARecord)
    {
        var source = new FrameSource(people, encoding);
        var headers = new Headers { source.ContentTypeHeader };
        var config = new ProducerConfig { BootstrapServers = bootstrap, LingerMs = 20, BatchSize = 1_000_000, Partitioner = Partitioner.Murmur2Random, DeliveryReportFields = "status" };
        using var producer = new ProducerBuilder<byte[], byte[]>(config).Build();
        var failed = 0;
        var started = Stopwatch.GetTimestamp();
        for (var (number, sent) = (0L, 0); sent < frames; number++)
        {
            var count = Math.Min(framesARecord, frames - sent);
            sent += count;
            var (key, value) = source.Record(number, framesARecord, count);
            while (true)
            {
                try
                {
                    producer.Produce(topic, new() { Key = key, Value = value, Headers = headers }, report => failed += report.Error.IsError ? count : 0);
                    break;
                }
                catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
                {
                    Thread.Sleep(10);
                }
            }
        }

        producer.Flush();
        Console.WriteLine(FormattableString.Invariant($$"""{"filled":{{frames - failed}},"perSecond":{{frames / Stopwatch.GetElapsedTime(started).TotalSeconds:F0}}}"""));
        return failed == 0 ? 0 : 1;
    }
}
