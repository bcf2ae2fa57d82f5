using System.Text;
using Confluent.Kafka;
using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Produce;

/// <summary>Builds records of one or several frames of a stream. Keys and headers are shared by the records of a stream. One thread.</summary>
internal sealed class FrameMessages
{
    private readonly IMotion _motion;
    private readonly WireEncoding _encoding;
    private readonly Skeleton? _layout;
    private readonly SkeletonCatalogue _catalogue;
    private readonly byte[][] _names;
    private readonly byte[][] _keys;
    private readonly Headers _headers;
    private readonly int _framesPerRecord;
    private readonly KeypointFrame _seen = new(); // a frame in the motion's layout, if another layout is sent
    private readonly KeypointFrames[] _waiting; // by stream: the frames of an incomplete record
    private readonly FrameEncoder _encoder = new();

    /// <param name="motion">The streams; records are requested by their index.</param>
    /// <param name="layout">The layout to send; null: the data's own.</param>
    /// <param name="catalogue">The maps between layouts.</param>
    /// <param name="encoding">The encoding of the bodies.</param>
    /// <param name="framesPerRecord">Frames per record; 1: no list.</param>
    /// <param name="isKeyedByRig">Whether the key is the rig's name, the stream's name without its last part; else the stream's name.</param>
    /// <exception cref="ConfigurationException">The rig is to be the key, and the name of a stream has none.</exception>
    public FrameMessages(
        IMotion motion,
        Skeleton? layout,
        SkeletonCatalogue catalogue,
        WireEncoding encoding,
        int framesPerRecord = 1,
        bool isKeyedByRig = false
    )
    {
        (_motion, _encoding, _catalogue, _layout, _framesPerRecord) = (motion, encoding, catalogue, layout, framesPerRecord);
        _waiting = [.. motion.Streams.Select(_ => new KeypointFrames())];
        _names = [.. motion.Streams.Select(stream => Encoding.UTF8.GetBytes(stream.Name))];
        _keys = isKeyedByRig ? [.. motion.Streams.Select(stream => Encoding.UTF8.GetBytes(RigOf(stream.Name)))] : _names;
        _headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } };
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="place">The frame's place in the stream.</param>
    /// <param name="captured">The capture time.</param>
    /// <param name="now">The time of sending, which is the record's timestamp: a broker may delete records that are older than its retention time.</param>
    /// <returns>The record, if this frame completes it or ends the stream; otherwise null.</returns>
    public Message<byte[], byte[]>? Of(int stream, long place, DateTimeOffset captured, DateTimeOffset now)
    {
        var (from, frames) = (_motion.Streams[stream], _waiting[stream]);
        var (number, time, into) = (_motion.Number(stream, place), captured.ToUnixTimeMilliseconds(), frames.Add());
        var layout = _layout ?? from.Layout;
        var (width, height) = _motion.Image(stream, place);
        into.Begin(_names[stream], number, time, layout, width, height);
        if (ReferenceEquals(from.Layout, layout))
            _motion.AddPeople(stream, place, into);
        else
        {
            _seen.Begin(_names[stream], number, time, from.Layout, width, height);
            _motion.AddPeople(stream, place, _seen);
            var map = _catalogue.Map(from.Layout, layout);
            for (var person = 0; person < _seen.PersonCount; person++)
                map.Apply(_seen.Keypoints(person), into.AddPerson(_seen.Id(person), _seen.Score(person)));
        }
        return frames.Count == _framesPerRecord || place + 1 == from.Frames ? Record(stream, now) : null;
    }

    /// <summary>The incomplete records, for sending that ends early.</summary>
    public IEnumerable<Message<byte[], byte[]>> Flush(DateTimeOffset now)
    {
        for (var stream = 0; stream < _waiting.Length; stream++)
            if (_waiting[stream].Count > 0)
                yield return Record(stream, now);
    }

    private static string RigOf(string stream) =>
        stream.LastIndexOf('/') is > 0 and var end
            ? stream[..end]
            : throw new ConfigurationException($"--key rig: stream {OneLine.Of(stream)} names no rig, as RIG/CAMERA does; --stream gives the name");

    private Message<byte[], byte[]> Record(int stream, DateTimeOffset now)
    {
        var frames = _waiting[stream];
        var message = new Message<byte[], byte[]>
        {
            Key = _keys[stream],
            Headers = _headers,
            Value = (_framesPerRecord == 1 ? _encoder.Encode(_encoding, frames[0]) : _encoder.Encode(_encoding, frames)).ToArray(),
            Timestamp = new Timestamp(now.ToUnixTimeMilliseconds(), TimestampType.CreateTime),
        };
        frames.Clear();
        return message;
    }
}
