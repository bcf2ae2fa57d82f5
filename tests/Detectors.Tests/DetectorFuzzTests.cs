using System.Text.Unicode;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests;

/// <summary>
/// Broken records of every format, decoded as <c>--encoding auto</c> does: as StreamLift's own frame first, then as what the content tells. Always the same
/// records; STREAMLIFT_FUZZ (a factor) makes more, and others: 50 makes a million.
/// </summary>
public sealed class DetectorFuzzTests(ITestOutputHelper output)
{
    private const int EachPart = 5_000;

    private static readonly int Factor = int.TryParse(Environment.GetEnvironmentVariable("STREAMLIFT_FUZZ"), out var factor) ? factor : 1;

    private static readonly (string Name, DetectorFormat? Format, byte[] Body)[] Seeds =
    [
        .. DetectorBodies.All.Select(body => (body.Name, (DetectorFormat?)body.Format, body.Body)),
        ("own JSON", null, Own(WireEncoding.Json)),
        ("own Protobuf", null, Own(WireEncoding.Protobuf)),
    ];

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 4 * Factor)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Broken_record_is_refused_in_a_line_or_taken_as_the_format_it_was(int part)
    {
        var random = new Random(part);
        var mutations = new DetectorMutations(random, Array.ConvertAll(Seeds, seed => seed.Body));
        var own = new FrameDecoder(SkeletonCatalogue.BuiltIn, Given.Limits);
        var decoder = new DetectorDecoder(SkeletonCatalogue.BuiltIn, Given.Limits, strict: part % 2 == 0);
        var frames = new KeypointFrames();
        var good = 0;
        for (var i = 0; i < EachPart; i++)
        {
            var (name, format, seed) = Seeds[random.Next(Seeds.Length)];
            var body = mutations.Next(seed);
            DetectorFormat? taken = null;
            var isRead = own.TryDecode(EncodingDetector.Detect(body), body, frames, out var error);
            var isOwn = isRead;
            if (!isRead)
                isRead = decoder.TryDecode(body, new FrameDefaults { Key = "hall"u8, IsRecord = true }, frames, out taken, out error);
            var fault =
                !isRead ? FaultOf(error)
                : isOwn != (format is null) || (!isOwn && taken != format) ? $"taken as {(isOwn ? "own" : taken)}"
                : FaultOf(frames);
            Assert.True(fault is null, $"{fault}: {error} of a {name}: {Convert.ToHexString(body)}");
            good += isRead ? 1 : 0;
        }
        output.WriteLine($"records {EachPart}, taken {good}");
        Assert.InRange(good, EachPart / 50, EachPart / 2); // else the mutations are too mild or too wild to find anything
    }

    private static string? FaultOf(DecodeError error) =>
        error.Detail.Length is 0 or > 600 || error.Detail.Any(char.IsControl) ? "a detail that is not one line" : null;

    private static string? FaultOf(KeypointFrames frames)
    {
        if (frames.Count == 0 || frames.Count > Given.Limits.MaxFrames)
            return "no frames, or too many";
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = frames[i];
            if (frame.Stream.IsEmpty || !Utf8.IsValid(frame.Stream) || frame.FrameNumber < 0 || frame.Width < 0 || frame.Width == 0 != (frame.Height == 0))
                return "a field out of range";
            if (frame.PersonCount > Given.Limits.MaxPeople)
                return "too many people";
            for (var person = 0; person < frame.PersonCount; person++)
            {
                var keypoints = frame.Keypoints(person);
                if (keypoints.Length != 3 * frame.Layout.Count || NonFinite.IndexIn(keypoints) >= 0 || frame.Score(person) < 0)
                    return "a person's numbers";
            }
        }
        return null;
    }

    private static byte[] Own(WireEncoding encoding)
    {
        var frame = new KeypointFrame();
        frame.Begin("cam-1"u8, 12, Given.Time, Skeletons.Coco17, 640, 480);
        frame.AddPerson(3, 0.5f, Given.Triples(17));
        return new FrameEncoder().Encode(encoding, frame).ToArray();
    }
}
