using System.Text;
using Confluent.Kafka;
using StreamLift.Datasets;
using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Produce;

/// <summary>Makes records of frames, one or several of a stream each: key and header once a stream, the body for each. One thread.</summary>
internal sealed class FrameMessages
{
    private readonly WireEncoding _encoding;
    private readonly Skeleton _layout;
    private readonly SkeletonCatalogue _catalogue;
    private readonly byte[][] _keys;
    private readonly Headers _headers;
    private readonly int _framesARecord;
    private readonly int[] _last; // by stream: the number of its last frame
    private readonly KeypointFrames[] _waiting; // by stream: the frames of a record that isn't full yet
    private readonly FrameEncoder _encoder = new();

    /// <param name="motion">The streams, by whose places records are asked for.</param>
    /// <param name="layout">To send; null: the data's own.</param>
    /// <param name="catalogue">Where maps between layouts are.</param>
    /// <param name="encoding">Of the bodies.</param>
    /// <param name="framesARecord">How many frames make a record; 1: each is one by itself, not in a list.</param>
    public FrameMessages(MotionStreams motion, Skeleton? layout, SkeletonCatalogue catalogue, WireEncoding encoding, int framesARecord = 1)
    {
        _framesARecord = framesARecord;
        _last = [.. motion.Sequences.Select(sequence => motion.FramesOf(sequence) - 1)];
        _waiting = [.. motion.Sequences.Select(_ => new KeypointFrames())];
        (_encoding, _catalogue, _layout) = (encoding, catalogue, layout ?? motion.Sequences[0].Layout);
        _keys = [.. motion.Sequences.Select(sequence => Encoding.UTF8.GetBytes(sequence.Stream))];
        _headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } };
    }

    /// <summary>Takes in a frame.</summary>
    /// <param name="stream">The stream's place.</param>
    /// <param name="sequence">The stream.</param>
    /// <param name="frame">Its number.</param>
    /// <param name="now">Goes into it as the capture time.</param>
    /// <returns>The record that it fills, or ends its stream with; null: it waits for more.</returns>
    public Message<byte[], byte[]>? Of(int stream, Sequence sequence, int frame, DateTimeOffset now)
    {
        var (frames, time) = (_waiting[stream], now.ToUnixTimeMilliseconds());
        var into = frames.Add();
        into.Begin(_keys[stream], frame, time, _layout, sequence.Camera.Intrinsics.Width, sequence.Camera.Intrinsics.Height);
        var keypoints = into.AddPerson(0, float.NaN);
        if (ReferenceEquals(sequence.Layout, _layout))
            sequence.Keypoints(frame).CopyTo(keypoints);
        else
            _catalogue.Map(sequence.Layout, _layout).Apply(sequence.Keypoints(frame), keypoints);
        return frames.Count == _framesARecord || frame == _last[stream] ? Record(stream, time) : null;
    }

    /// <summary>The records that are not full, where sending ends early.</summary>
    public IEnumerable<Message<byte[], byte[]>> Rest(DateTimeOffset now)
    {
        for (var stream = 0; stream < _waiting.Length; stream++)
            if (_waiting[stream].Count > 0)
                yield return Record(stream, now.ToUnixTimeMilliseconds());
    }

    private Message<byte[], byte[]> Record(int stream, long time)
    {
        var frames = _waiting[stream];
        var message = new Message<byte[], byte[]>
        {
            Key = _keys[stream],
            Headers = _headers,
            Value = (_framesARecord == 1 ? _encoder.Encode(_encoding, frames[0]) : _encoder.Encode(_encoding, frames)).ToArray(),
            Timestamp = new Timestamp(time, TimestampType.CreateTime),
        };
        frames.Clear();
        return message;
    }
}
