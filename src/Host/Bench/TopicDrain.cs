using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Bench;

/// <summary>How fast a topic was filled: its frames over the time between the first record's timestamp and the last one's.</summary>
/// <param name="Records">How many.</param>
/// <param name="Frames">In them.</param>
/// <param name="Seconds">From the first to the last.</param>
internal sealed record TopicDrain(long Records, long Frames, double Seconds)
{
    /// <summary>Frames a second.</summary>
    public double PerSecond => Frames / Math.Max(0.001, Seconds);

    /// <summary>Reads the topic from its beginning to its present end.</summary>
    /// <param name="broker">Where.</param>
    /// <param name="topic">Which.</param>
    /// <param name="severalARecord">Whether a record may hold several frames: then they are decoded, to be counted.</param>
    /// <param name="since">Records that are older, Unix ms, don't count: those of a warm-up.</param>
    /// <param name="stop">Ends it early, by exception.</param>
    public static TopicDrain Read(BenchBroker broker, string topic, bool severalARecord, long since, CancellationToken stop) =>
        severalARecord ? Read<byte[]>(broker, topic, since, FramesIn, stop) : Read<Ignore>(broker, topic, since, _ => 1, stop);

    /// <summary>Waits until a topic holds so many records; a question each fifth of a second, nothing is read.</summary>
    public static void Await(BenchBroker broker, string topic, long records, CancellationToken stop)
    {
        using var consumer = broker.Consumer<Ignore>(topic);
        consumer.AssignAll(Offset.End, stop);
        while (consumer.SumOfEnds() < records)
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(0.2));
    }

    private static TopicDrain Read<T>(BenchBroker broker, string topic, long since, Func<Message<Ignore, T>, int> framesIn, CancellationToken stop)
    {
        using var consumer = broker.Consumer<T>(topic);
        var open = consumer.AssignAll(Offset.Beginning, stop);
        var (records, frames, first, last) = (0L, 0L, long.MaxValue, long.MinValue);
        while (open > 0)
        {
            var record = consumer.Next(stop);
            if (record.IsPartitionEOF)
            {
                open--;
                continue;
            }

            if (record.Message.Timestamp.UnixTimestampMs < since)
                continue;
            records++;
            frames += framesIn(record.Message);
            first = Math.Min(first, record.Message.Timestamp.UnixTimestampMs);
            last = Math.Max(last, record.Message.Timestamp.UnixTimestampMs);
        }

        return new TopicDrain(records, frames, records == 0 ? 0 : (last - first) / 1000.0);
    }

    private static int FramesIn(Message<Ignore, byte[]> record)
    {
        var frames = new PoseFrames();
        return
            ContentType.TryParse(record.Headers.GetLastBytes(ContentType.Header), out var encoding)
            && new PoseDecoder().TryDecode(encoding, record.Value, frames, out _)
            ? frames.Count
            : throw new InvalidDataException("not a pose record");
    }
}
