using System.Globalization;
using StreamLift.Lanes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Stage;

/// <summary>
/// Records of a person who stands in front of a camera, as a producer would send them, for the warm-up: in both encodings, one frame and a list of frames, in
/// the layout of the network and in one that is mapped to it.
/// </summary>
public static class WarmUpKeypoints
{
    private const int Side = 1000; // of the image, px

    // A recording of Human3.6M, whose camera is known without a file, and a stream without a camera: each may have a model of its own.
    private static readonly string[] Streams = ["S9/Walking 1/54138969", "camera"];

    // x and y of each joint, px
    private static readonly (string Layout, string Points)[] Bodies =
    [
        ("h36m17", "500 550 460 550 455 720 450 890 540 550 545 720 550 890 500 420 500 300 500 230 500 150 560 300 600 420 610 530 440 300 400 420 390 530"),
        ("coco17", "500 200 515 190 485 190 530 195 470 195 560 300 440 300 600 420 400 420 610 530 390 530 540 550 460 550 545 720 455 720 550 890 450 890"),
    ];

    /// <summary>The records.</summary>
    /// <param name="timestampMs">The capture time of all frames, Unix milliseconds.</param>
    /// <param name="normalised">Whether coordinates are shares of the image's width and height.</param>
    public static IReadOnlyList<WarmUpRecord> Records(long timestampMs, bool normalised)
    {
        var records = new List<WarmUpRecord>();
        var (frames, encoder) = (new KeypointFrames(), new FrameEncoder());
        foreach (var stream in Streams)
        {
            frames.Clear();
            foreach (var (layout, points) in Bodies)
                Add(frames.Add(), stream, layout, points);
            foreach (var encoding in new[] { WireEncoding.Json, WireEncoding.Protobuf })
            {
                for (var i = 0; i < frames.Count; i++)
                    records.Add(Record(stream, encoding, encoder.Encode(encoding, frames[i])));
                records.Add(Record(stream, encoding, encoder.Encode(encoding, frames)));
            }
        }

        return records;

        void Add(KeypointFrame frame, string stream, string layout, string text)
        {
            var points = text.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            SkeletonCatalogue.BuiltIn.TryGet(layout, out var skeleton);
            frame.Begin(stream, frames.Count, timestampMs, skeleton!, Side, Side);
            var person = frame.AddPerson(1, 1);
            for (var joint = 0; joint < skeleton!.Count; joint++)
            {
                var scale = normalised ? 1f / Side : 1f;
                (person[3 * joint], person[(3 * joint) + 1], person[(3 * joint) + 2]) = (scale * points[2 * joint], scale * points[(2 * joint) + 1], 1);
            }
        }
    }

    private static WarmUpRecord Record(string stream, WireEncoding encoding, ReadOnlySpan<byte> value) =>
        new(System.Text.Encoding.UTF8.GetBytes(stream), value.ToArray(), encoding);
}
