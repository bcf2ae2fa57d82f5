using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Bench;

/// <summary>Different sample records: with a single one, the branch predictor would learn the lengths of its numbers.</summary>
internal sealed class StageSamples
{
    /// <summary>The number of samples.</summary>
    public const int Count = 512;

    private readonly Dictionary<WireEncoding, byte[][]> _bodies;

    public StageSamples(int people)
    {
        People = people;
        _bodies = Enum.GetValues<WireEncoding>()
            .ToDictionary(
                encoding => encoding,
                encoding =>
                {
                    var source = new FrameSource(people, encoding);
                    return Enumerable.Range(0, Count).Select(number => source.Record(number).Value).ToArray();
                }
            );
        Frames = [.. _bodies[WireEncoding.Protobuf].Select(Decoded)];
    }

    /// <summary>People per frame.</summary>
    public int People { get; }

    /// <summary>The decoded samples.</summary>
    public IReadOnlyList<KeypointFrame> Frames { get; }

    /// <summary>The encoded samples.</summary>
    public byte[][] Bodies(WireEncoding encoding) => _bodies[encoding];

    /// <summary>Fills a batch with input rows of every sample, by the same maps and features that ingest uses.</summary>
    public void Fill(LiftBatch batch, LifterModel model, AssignedPartition partition)
    {
        batch.Clear();
        SkeletonCatalogue.BuiltIn.TryGet(model.Card.InputLayout, out var target);
        var map = SkeletonCatalogue.BuiltIn.Map(Frames[0].Layout, target!);
        var required = new RequiredJoints(model.Card);
        Span<float> mapped = stackalloc float[3 * target!.Count];
        for (var number = 0; number < Count; number++)
        {
            var frame = Frames[number];
            batch.Add(partition, number, 0);
            batch.AddFrame(frame.Stream, frame.FrameNumber, frame.TimestampMs);
            for (var person = 0; person < frame.PersonCount; person++)
            {
                map.Apply(frame.Keypoints(person), mapped);
                var seen = model.Features.Write(
                    mapped,
                    new CameraView(frame.Width, frame.Height, null),
                    model.Card.MissingFill,
                    batch.NextRow(),
                    out var rotation
                );
                batch.AddPerson(frame.Id(person), frame.Score(person), required.Check(mapped, seen) == Shortage.None, rotation);
            }
        }
    }

    private static KeypointFrame Decoded(byte[] body)
    {
        var frame = new KeypointFrame();
        if (!new FrameDecoder().TryDecode(WireEncoding.Protobuf, body, frame, out var error))
            throw new InvalidOperationException(error.Detail);
        return frame;
    }
}
