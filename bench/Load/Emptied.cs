using Confluent.Kafka;
using StreamLift.Wire;

namespace StreamLift.Bench;

/// <summary>How fast a topic was filled: its frames over the time between the first record's timestamp and the last one's.</summary>
internal static class Emptied
{
    /// <summary>Counts records, or, where each holds several frames, the frames in them.</summary>
    public static int Run(string bootstrap, string topic, int people, int framesARecord) => framesARecord == 1
        ? Run<Ignore>(bootstrap, topic, people, _ => 1)
        : Run<byte[]>(bootstrap, topic, people, FramesIn);

    private static int Run<T>(string bootstrap, string topic, int people, Func<Message<Ignore, T>, int> framesIn)
    {
        using var consumer = Reader.Of<T>(bootstrap, topic, Offset.Beginning, out var open);
        var (records, frames, first, last) = (0L, 0L, long.MaxValue, long.MinValue);
        while (open > 0)
        {
            var record = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException($"{topic} went silent");
            if (record.IsPartitionEOF)
            {
                open--;
                continue;
            }

            records++;
            frames += framesIn(record.Message);
            first = Math.Min(first, record.Message.Timestamp.UnixTimestampMs);
            last = Math.Max(last, record.Message.Timestamp.UnixTimestampMs);
        }

        Console.WriteLine(FormattableString.Invariant(
            $$"""{"records":{{records}},"frames":{{frames}},"seconds":{{(last - first) / 1000.0:F3}},"posesPerSecond":{{frames * people * 1000.0 / Math.Max(1, last - first):F0}}}"""));
        return 0;
    }

    private static int FramesIn(Message<Ignore, byte[]> record)
    {
        var frames = new PoseFrames();
        return ContentType.TryParse(record.Headers.GetLastBytes(ContentType.Header), out var encoding) && new PoseDecoder().TryDecode(encoding, record.Value, frames, out _)
            ? frames.Count
            : throw new InvalidDataException("a record that is no poses");
    }
}
