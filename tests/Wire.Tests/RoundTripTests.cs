using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

public sealed class RoundTripTests
{
    private static readonly Gen<float> Hundredths = Gen.Choose(-200_000, 1_000_000).Select(i => i / 100f);

    private static readonly Gen<float> AnyFloat = Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite);

    private static readonly Gen<float> AnyScore = AnyFloat.Where(score => score > 0);

    private readonly FrameDecoder _decoder = new(SkeletonCatalogue.BuiltIn, new WireLimits());
    private readonly FrameEncoder _encoder = new();
    private readonly KeypointFrame _frame = new();

    [Fact]
    public void JSON_frame_in_hundredths_of_a_pixel_is_read_back_exactly() =>
        Prop.ForAll(FrameContent.Arbitrary(Hundredths, AnyScore), frame => ComesBack(WireEncoding.Json, frame)).QuickCheckThrowOnFailure();

    [Fact]
    public void Protobuf_frame_of_any_content_is_read_back_exactly() =>
        Prop.ForAll(FrameContent.Arbitrary(AnyFloat, AnyScore), frame => ComesBack(WireEncoding.Protobuf, frame)).QuickCheckThrowOnFailure();

    [Fact]
    public void Frame_list_of_any_content_is_read_back_exactly_in_both_encodings()
    {
        foreach (var (encoding, pixels) in new[] { (WireEncoding.Json, Hundredths), (WireEncoding.Protobuf, AnyFloat) })
        {
            Prop.ForAll(Arb.From(FrameContent.Arbitrary(pixels, AnyScore).Generator.NonEmptyListOf().Resize(4)), list =>
                {
                    var (sent, read) = (new KeypointFrames(), new KeypointFrames());
                    foreach (var frame in list)
                        frame.Build(sent.Add());
                    Assert.Equal("none", _decoder.Decode(encoding, _encoder.Encode(encoding, sent), read).ToString());
                    Assert.Equal(list, FrameContent.Of(read));
                })
                .QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void Pose_frame_in_hundredths_of_a_millimetre_is_read_back_in_both_encodings()
    {
        var row = Hundredths.ListOf(17 * 3);
        var people =
            from id in FrameContent.Longs
            from score in Gen.OneOf(Gen.Constant(float.NaN), AnyFloat)
            from joints in Gen.OneOf(row, Gen.Constant(new List<float>()))
            from sigma in Gen.OneOf(row.Select(all => all.Take(joints.Count / 3).ToList()), Gen.Constant(new List<float>()))
            select (id, score, joints, sigma);
        var frames =
            from stream in FrameContent.Texts
            from model in FrameContent.Texts
            from number in FrameContent.Longs
            from list in people.ListOf().Resize(4)
            select (stream, model, number, list);
        Prop.ForAll(Arb.From(frames), frame =>
            {
                foreach (var encoding in Enum.GetValues<WireEncoding>())
                {
                    var writer = new PoseWriter();
                    writer.Begin(encoding, Encoding.UTF8.GetBytes(frame.stream), frame.number, -frame.number, Encoding.UTF8.GetBytes(frame.model));
                    foreach (var (id, score, joints, sigma) in frame.list)
                        writer.Person(id, score, joints.ToArray(), sigma.ToArray());
                    var read = new PoseFrame();
                    Assert.True(new PoseDecoder().TryDecode(encoding, writer.End(), read, out var error), error.Detail);
                    Assert.Equal(
                        (frame.stream, frame.model, frame.number, -frame.number, "h36m17", "mm", "camera", frame.list.Count),
                        (
                            Encoding.UTF8.GetString(read.Stream),
                            read.Model,
                            read.FrameNumber,
                            read.TimestampMs,
                            read.Layout,
                            read.Unit,
                            read.Space,
                            read.PersonCount
                        )
                    );
                    foreach (var (person, i) in frame.list.Select((person, i) => (person, i)))
                    {
                        Assert.Equal((person.id, person.score, person.joints.Count > 0), (read.Id(i), read.Score(i), read.Lifted(i)));
                        Assert.Equal(person.joints.ToArray(), read.Joints(i).ToArray());
                        Assert.Equal(person.sigma.ToArray(), read.Sigma(i).ToArray());
                    }
                }
            })
            .QuickCheckThrowOnFailure();
    }

    private bool ComesBack(WireEncoding encoding, FrameContent frame)
    {
        Assert.Equal("none", _decoder.Decode(encoding, _encoder.Encode(encoding, frame.Build()), _frame).ToString());
        Assert.Equal(frame, FrameContent.Of(_frame));
        return true;
    }
}
