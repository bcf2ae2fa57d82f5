using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;

namespace StreamLift.Bench;

/// <summary>When each frame of a latency measurement was sent, acknowledged by the broker and received, for a table by stage. Any thread.</summary>
internal sealed class FrameTimes
{
    private readonly ConcurrentDictionary<long, Times> _frames = []; // by the time of sending: no two are the same

    /// <summary>The broker has acknowledged a frame.</summary>
    /// <param name="sent">When it was sent, a timestamp of the system's clock.</param>
    /// <param name="at">Its partition and offset in the input topic.</param>
    public void Acknowledged(long sent, TopicPartitionOffset at)
    {
        var frame = Of(sent);
        (frame.Acknowledged, frame.Partition, frame.Offset) = (TimeProvider.System.GetTimestamp(), at.Partition.Value, at.Offset.Value);
    }

    /// <summary>The frame's pose record was received.</summary>
    /// <param name="sent">When the frame was sent.</param>
    public void Received(long sent) => Of(sent).Received = TimeProvider.System.GetTimestamp();

    /// <summary>Writes a line a frame: when it was sent, acknowledged and received, its partition and its offset.</summary>
    public void Write(string file) =>
        File.WriteAllLines(
            file,
            _frames
                .Where(frame => frame.Value is { Acknowledged: > 0, Received: > 0 })
                .OrderBy(frame => frame.Key)
                .Select(frame =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{frame.Key},{frame.Value.Acknowledged},{frame.Value.Received},{frame.Value.Partition},{frame.Value.Offset}"
                    )
                )
        );

    private Times Of(long sent) => _frames.GetOrAdd(sent, _ => new Times());

    private sealed class Times
    {
        public long Acknowledged;
        public long Received;
        public int Partition;
        public long Offset;
    }
}
