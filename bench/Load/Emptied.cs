using Confluent.Kafka;

namespace StreamLift.Bench;

/// <summary>How fast a topic was filled: its records over the time between the first one's timestamp and the last one's.</summary>
internal static class Emptied
{
    public static int Run(string bootstrap, string topic, int people)
    {
        using var consumer = Reader.Of(bootstrap, topic, Offset.Beginning, out var open);
        var (records, first, last) = (0L, long.MaxValue, long.MinValue);
        while (open > 0)
        {
            var record = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException($"{topic} went silent");
            if (record.IsPartitionEOF)
            {
                open--;
                continue;
            }

            records++;
            first = Math.Min(first, record.Message.Timestamp.UnixTimestampMs);
            last = Math.Max(last, record.Message.Timestamp.UnixTimestampMs);
        }

        Console.WriteLine(FormattableString.Invariant($$"""{"records":{{records}},"seconds":{{(last - first) / 1000.0:F3}},"posesPerSecond":{{records * people * 1000.0 / Math.Max(1, last - first):F0}}}"""));
        return 0;
    }
}
