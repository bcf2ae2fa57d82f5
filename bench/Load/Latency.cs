using System.Diagnostics;
using Confluent.Kafka;

namespace StreamLift.Bench;

/// <summary>From just before Produce to the pose record in hand, by the monotonic clock in a header: both ends are this process.</summary>
internal static class Latency
{
    private const string SentHeader = "sent";

    public static int Run(string bootstrap, string input, string output, int rate, int seconds, int people, string encoding)
    {
        const int warmup = 10; // the broker compiles its code meanwhile
        var total = rate * (seconds + warmup);
        using var consumer = Reader.Of<Ignore>(bootstrap, output, Offset.End, out var partitions);
        for (var open = partitions; open > 0;) // at the end of each: what comes from here on is ours
            if (consumer.Consume(TimeSpan.FromSeconds(30))?.IsPartitionEOF == true)
                open--;
        var sender = new Thread(() => Send(bootstrap, input, rate, total, people, encoding)) { IsBackground = true };
        sender.Start();
        var times = new List<double>(total);
        for (var received = 0; received < total;)
        {
            var record = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException($"{output}: {received} of {total} poses came back");
            if (record.IsPartitionEOF)
                continue;
            received++;
            var sent = BitConverter.ToInt64(record.Message.Headers.GetLastBytes(SentHeader));
            if (received > rate * warmup)
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant($$"""{"frames":{{times.Count}},"rate":{{rate}},"p50":{{At(times, 0.5):F2}},"p99":{{At(times, 0.99):F2}},"p999":{{At(times, 0.999):F2}},"max":{{times[^1]:F2}}}"""));
        return 0;
    }

    private static void Send(string bootstrap, string topic, int rate, int total, int people, string encoding)
    {
        var source = new FrameSource(people, encoding);
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = bootstrap, EnableIdempotence = true, LingerMs = 0, Partitioner = Partitioner.Murmur2Random }).Build();
        var started = Stopwatch.GetTimestamp();
        for (var number = 0L; number < total; number++)
        {
            // on schedule, whatever the one before took: a late sender would hide what a user waits
            var due = number * 1000.0 / rate;
            while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < due)
                Thread.Sleep(1); // never spinning: the cores are the service's and the broker's too
            var (key, value) = source.Record(number);
            var headers = new Headers { source.ContentTypeHeader, { SentHeader, BitConverter.GetBytes(Stopwatch.GetTimestamp()) } };
            producer.Produce(topic, new() { Key = key, Value = value, Headers = headers });
        }

        producer.Flush();
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
}
