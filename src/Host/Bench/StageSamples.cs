using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Bench;

/// <summary>Records to work on, no two alike: over a single one the processor would learn the lengths of its numbers by heart.</summary>
internal sealed class StageSamples
{
    /// <summary>How many there are.</summary>
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

    /// <summary>In each.</summary>
    public int People { get; }

    /// <summary>Decoded.</summary>
    public IReadOnlyList<KeypointFrame> Frames { get; }

    /// <summary>As they come in.</summary>
    public byte[][] Bodies(WireEncoding encoding) => _bodies[encoding];

    /// <summary>Empties a batch and puts every frame's people into it as network rows, through the very maps and features that ingest uses.</summary>
    public void Fill(LiftBatch batch, LifterModel model, AssignedPartition origin)
    {
        batch.Clear();
        SkeletonCatalogue.BuiltIn.TryGet(model.Card.InputLayout, out var target);
        var map = SkeletonCatalogue.BuiltIn.Map(Frames[0].Layout, target!);
        Span<float> mapped = stackalloc float[3 * target!.Count];
        for (var number = 0; number < Count; number++)
        {
            var frame = Frames[number];
            batch.Add(origin, number, 0);
            batch.AddFrame(frame.Stream, frame.FrameNumber, frame.TimestampMs);
            for (var person = 0; person < frame.PersonCount; person++)
            {
                map.Apply(frame.Keypoints(person), mapped);
                var seen = model.Features.Write(mapped, new CameraView(frame.Width, frame.Height, null), model.Card.MissingFill, batch.NextRow(), out var turn);
                batch.AddPerson(frame.Id(person), frame.Score(person), seen >= model.Card.MinimumJoints, turn);
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
