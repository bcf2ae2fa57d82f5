using System.Text;
using Confluent.Kafka;
using StreamLift.Datasets;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses.Cameras;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Bench;

/// <summary>Frames of the synthetic performer in front of four cameras, as records; one stream per camera and activity.</summary>
internal sealed class FrameSource(int people, WireEncoding encoding)
{
    private readonly IReadOnlyList<Sequence> _sequences = SyntheticDataset.Record(new SyntheticOptions { Seconds = 20 }).Sequences;
    private readonly KeypointFrames _frames = new();
    private readonly FrameEncoder _encoder = new();

    /// <summary>How many streams alternate: record n holds frame n / this of its stream.</summary>
    public int Streams => _sequences.Count;

    /// <summary>Record <paramref name="number"/>; the streams alternate.</summary>
    /// <param name="number">The record's number, from 0.</param>
    /// <param name="framesPerRecord">Frames per record; more than one: a list.</param>
    /// <param name="frames">Frames in this record: the last may hold fewer.</param>
    public (byte[] Key, byte[] Value) Record(long number, int framesPerRecord = 1, int frames = 1)
    {
        var sequence = _sequences[(int)(number % _sequences.Count)];
        var key = Encoding.UTF8.GetBytes(sequence.Stream);
        _frames.Clear();
        for (var frame = number / _sequences.Count * framesPerRecord; _frames.Count < frames; frame++)
        {
            var next = _frames.Add();
            next.Begin(
                key,
                frame,
                TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
                sequence.Layout,
                sequence.Camera.Intrinsics.Width,
                sequence.Camera.Intrinsics.Height
            );
            for (var person = 0; person < people; person++)
                sequence.Keypoints((int)((frame + (37 * person)) % sequence.Frames)).CopyTo(next.AddPerson(person, 1));
        }

        return (key, (framesPerRecord == 1 ? _encoder.Encode(encoding, _frames[0]) : _encoder.Encode(encoding, _frames)).ToArray());
    }

    /// <summary>The content-type header.</summary>
    public Header ContentTypeHeader => new(ContentType.Header, ContentType.Utf8(encoding).ToArray());
}
