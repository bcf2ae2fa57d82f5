using System.Text;
using Confluent.Kafka;
using StreamLift.Datasets;
using StreamLift.Datasets.Synthetic;
using StreamLift.Wire;

namespace StreamLift.Bench;

/// <summary>The synthetic performer's frames before four cameras, as records; one stream a camera and activity.</summary>
internal sealed class FrameSource(int people, string encoding)
{
    private readonly IReadOnlyList<Sequence> _sequences = SyntheticDataset.Record(new SyntheticOptions { Seconds = 20 }).Sequences;
    private readonly WireEncoding _encoding = Enum.Parse<WireEncoding>(encoding, ignoreCase: true);
    private readonly KeypointFrame _frame = new();
    private readonly FrameEncoder _encoder = new();

    /// <summary>Record <paramref name="number"/>: streams take turns.</summary>
    public (byte[] Key, byte[] Value) Record(long number)
    {
        var sequence = _sequences[(int)(number % _sequences.Count)];
        var frame = number / _sequences.Count;
        var key = Encoding.UTF8.GetBytes(sequence.Stream);
        _frame.Begin(key, frame, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), sequence.Layout, sequence.Camera.Intrinsics.Width, sequence.Camera.Intrinsics.Height);
        for (var person = 0; person < people; person++)
            sequence.Keypoints((int)((frame + (37 * person)) % sequence.Frames)).CopyTo(_frame.AddPerson(person, 1));
        return (key, _encoder.Encode(_encoding, _frame).ToArray());
    }

    /// <summary>The content-type header.</summary>
    public Header ContentTypeHeader => new(ContentType.Header, ContentType.Utf8(_encoding).ToArray());
}
