using System.Text.Unicode;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>A million broken messages, half of them JSON and half Protobuf. Always the same ones; STREAMLIFT_FUZZ (a factor) makes more, and others.</summary>
public sealed class FuzzTests
{
    private static readonly int Factor = int.TryParse(Environment.GetEnvironmentVariable("STREAMLIFT_FUZZ"), out var factor) ? factor : 1;

    public static IEnumerable<object[]> Parts =>
        from encoding in Enum.GetValues<WireEncoding>()
        from part in Enumerable.Range(0, 4 * Factor)
        select new object[] { encoding, part };

    [Theory]
    [MemberData(nameof(Parts))]
    public void Frame_decoder_reads_any_bytes_or_rejects_them_with_reason_and_detail(WireEncoding encoding, int part)
    {
        var mutations = new Mutations(new Random(part), Seeds.Frames(encoding));
        var frame = new KeypointFrame();
        var good = 0;
        for (var i = 0; i < 125_000; i++)
        {
            var message = mutations.Next();
            var error = Given.Decoder.Decode(encoding, message, frame);
            var fault = error.IsError ? FaultOf(error.Reason, error.Detail, encoding) : FaultOf(frame);
            Assert.True(fault == null, $"{fault}: {error} of {Convert.ToHexString(message)}");
            good += error.IsError ? 0 : 1;
        }
        Assert.InRange(good, 1_000, 100_000); // else the mutations are too mild or too wild to find anything
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Pose_decoder_reads_any_bytes_or_gives_one_line_about_the_problem(WireEncoding encoding)
    {
        var mutations = new Mutations(new Random(1), Seeds.Poses(encoding));
        var (frame, decoder) = (new PoseFrame(), new PoseDecoder());
        for (var i = 0; i < 50_000 * Factor; i++)
        {
            var read = decoder.TryDecode(encoding, mutations.Next(), frame, out var error);
            Assert.Equal((read, read), (!error.IsError, error.Detail.Length == 0));
            Assert.DoesNotContain('\n', error.Detail);
            for (var person = 0; read && person < frame.PersonCount; person++)
                Assert.True(frame.Joints(person).Length % 3 == 0 && NonFinite.IndexIn(frame.Joints(person)) < 0);
        }
    }

    private static string? FaultOf(KeypointFrame frame)
    {
        if (frame.Stream.IsEmpty || !Utf8.IsValid(frame.Stream))
            return "a stream that is no text";
        if (frame.FrameNumber < 0 || frame.Width < 0 || frame.Height < 0 || (frame.Width == 0) != (frame.Height == 0))
            return "a field out of range";
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var keypoints = frame.Keypoints(person);
            if (keypoints.Length != 3 * frame.Layout.Count || NonFinite.IndexIn(keypoints) >= 0 || frame.Score(person) < 0)
                return "a person's numbers";
        }
        return frame.PersonCount > Given.Limits.MaxPeople ? "too many people" : null;
    }

    private static string? FaultOf(Rejection reason, string detail, WireEncoding encoding)
    {
        if (reason == (encoding == WireEncoding.Json ? Rejection.MalformedProtobuf : Rejection.MalformedJson) || reason > Rejection.TooManyPeople)
            return "a reason that can't be";
        return detail.Length is 0 or > 400 || detail.Any(char.IsControl) ? "a detail that is not one line" : null;
    }
}
