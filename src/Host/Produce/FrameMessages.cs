using System.Text;
using Confluent.Kafka;
using StreamLift.Datasets;
using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Produce;

/// <summary>Makes records of frames: key and header once a stream, the body for each. One thread.</summary>
internal sealed class FrameMessages
{
    private readonly WireEncoding _encoding;
    private readonly Skeleton _layout;
    private readonly SkeletonCatalogue _catalogue;
    private readonly byte[][] _keys;
    private readonly Headers _headers;
    private readonly KeypointFrame _frame = new();
    private readonly FrameEncoder _encoder = new();

    /// <param name="motion">The streams, by whose places records are asked for.</param>
    /// <param name="layout">To send; null: the data's own.</param>
    /// <param name="catalogue">Where maps between layouts are.</param>
    /// <param name="encoding">Of the bodies.</param>
    public FrameMessages(MotionStreams motion, Skeleton? layout, SkeletonCatalogue catalogue, WireEncoding encoding)
    {
        (_encoding, _catalogue, _layout) = (encoding, catalogue, layout ?? motion.Sequences[0].Layout);
        _keys = [.. motion.Sequences.Select(sequence => Encoding.UTF8.GetBytes(sequence.Stream))];
        _headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } };
    }

    /// <summary>The record of a frame.</summary>
    /// <param name="stream">The stream's place.</param>
    /// <param name="sequence">The stream.</param>
    /// <param name="frame">Its number.</param>
    /// <param name="now">Goes into it as the capture time.</param>
    public Message<byte[], byte[]> Of(int stream, Sequence sequence, int frame, DateTimeOffset now)
    {
        var time = now.ToUnixTimeMilliseconds();
        _frame.Begin(_keys[stream], frame, time, _layout, sequence.Camera.Intrinsics.Width, sequence.Camera.Intrinsics.Height);
        var keypoints = _frame.AddPerson(0, float.NaN);
        if (ReferenceEquals(sequence.Layout, _layout))
            sequence.Keypoints(frame).CopyTo(keypoints);
        else
            _catalogue.Map(sequence.Layout, _layout).Apply(sequence.Keypoints(frame), keypoints);
        return new Message<byte[], byte[]>
        {
            Key = _keys[stream],
            Headers = _headers,
            Value = _encoder.Encode(_encoding, _frame).ToArray(),
            Timestamp = new Timestamp(time, TimestampType.CreateTime),
        };
    }
}
