using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.People;

public sealed class PeopleRoundTripTests
{
    private static readonly Gen<float> Hundredths = Gen.Choose(-200_000, 1_000_000).Select(i => i / 100f);

    private static readonly Gen<float> AnyFloat = Gen.Choose(int.MinValue, int.MaxValue).Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite);

    private readonly PeopleWriter _writer = new();
    private readonly PeopleDecoder _decoder = new();
    private readonly PeopleFrame _read = new();

    [Fact]
    public void People_frame_in_hundredths_of_a_millimetre_is_read_back_from_JSON_exactly() =>
        Prop.ForAll(Arb.From(PeopleContent.Frames(Hundredths)), frame => ComesBack(frame, WireEncoding.Json)).QuickCheckThrowOnFailure();

    [Fact]
    public void People_frame_of_any_content_is_read_back_from_Protobuf_exactly() =>
        Prop.ForAll(Arb.From(PeopleContent.Frames(AnyFloat)), frame => ComesBack(frame, WireEncoding.Protobuf)).QuickCheckThrowOnFailure();

    [Fact]
    public void People_frame_is_written_in_Protobuf_byte_for_byte_as_by_Google_Protobuf() =>
        Prop.ForAll(Arb.From(PeopleContent.Frames(AnyFloat)), frame => Assert.Equal(Google(frame).ToByteArray(), frame.Write(_writer, WireEncoding.Protobuf)))
            .QuickCheckThrowOnFailure();

    private void ComesBack(PeopleContent frame, WireEncoding encoding)
    {
        var body = frame.Write(_writer, encoding);
        Assert.True(_decoder.TryDecode(encoding, body, _read, out var error), error.Detail);
        Assert.Equal(("h36m17", "mm", "world"), (_read.Layout, _read.Unit, _read.Space));
        Assert.Equal(frame.Rig, Encoding.UTF8.GetString(_read.Rig));
        Assert.Equal(frame, PeopleContent.Of(_read));
    }

    private static Proto.PeopleFrame Google(PeopleContent frame)
    {
        var google = new Proto.PeopleFrame
        {
            Rig = frame.Rig,
            Sequence = frame.Sequence,
            TimestampMs = frame.TimestampMs,
            Layout = "h36m17",
            Unit = "mm",
            Space = "world",
        };
        foreach (var (stream, number, at) in frame.Cameras)
            google.Cameras.Add(
                new Proto.PeopleFrame.Types.Camera
                {
                    Stream = stream,
                    Frame = number,
                    TimestampMs = at,
                }
            );
        foreach (var person in frame.People)
        {
            var one = new Proto.PeopleFrame.Types.Person
            {
                Id = person.Id,
                Joints = { person.Joints },
                Sigma = { person.Sigma },
                Source = person.Source,
                Views = { person.Views },
                Smooth = { person.Smooth },
            };
            if (!float.IsNaN(person.Reprojection))
                one.Reprojection = person.Reprojection;
            if (person.PointsLayout.Length > 0)
                one.Points = new Proto.PeopleFrame.Types.Points { Layout = person.PointsLayout, Positions = { person.Points } };
            google.People.Add(one);
        }
        return google;
    }
}
