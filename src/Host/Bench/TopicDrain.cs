using System.Diagnostics;
using Confluent.Kafka;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Bench;

/// <summary>The rate at which a topic was written: its frames over the time between the timestamps of the first and the last record.</summary>
/// <param name="Records">Number of records.</param>
/// <param name="Frames">Number of frames in them.</param>
/// <param name="Seconds">Time from the first to the last record.</param>
internal sealed record TopicDrain(long Records, long Frames, double Seconds)
{
    /// <summary>Frames per second.</summary>
    public double PerSecond => Frames / Math.Max(0.001, Seconds);

    /// <summary>Reads the topic from its beginning to its current end.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="severalARecord">Whether records may hold several frames; they are decoded then, to count the frames.</param>
    /// <param name="since">Older records, Unix ms, do not count: those of a warm-up.</param>
    /// <param name="stop">Ends it early, by exception.</param>
    public static TopicDrain Read(BenchBroker broker, string topic, bool severalARecord, long since, CancellationToken stop) =>
        severalARecord ? Read<byte[]>(broker, topic, since, FramesIn, stop) : Read<Ignore>(broker, topic, since, _ => 1, stop);

    /// <summary>Waits until a topic holds a number of records. Asks every 0.2 s and reads nothing.</summary>
    public static void Await(BenchBroker broker, string topic, long records, CancellationToken stop)
    {
        using var consumer = broker.Consumer<Ignore>(topic);
        consumer.AssignAll(Offset.End, stop);
        while (consumer.SumOfEnds() < records)
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(0.2));
    }

    /// <summary>Watches a topic being filled, where its records' own timestamps don't tell when they were written.</summary>
    /// <returns>Seconds from the first record to the last, within some hundredths.</returns>
    public static double Watch(BenchBroker broker, string topic, long records, CancellationToken stop)
    {
        using var consumer = broker.Consumer<Ignore>(topic);
        consumer.AssignAll(Offset.End, stop);
        while (consumer.SumOfEnds() == 0)
            stop.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
        var first = Stopwatch.GetTimestamp();
        while (consumer.SumOfEnds() < records)
            stop.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
        return Stopwatch.GetElapsedTime(first).TotalSeconds;
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
