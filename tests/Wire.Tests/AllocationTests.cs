using System.Text;
using StreamLift.Tests;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

public sealed class AllocationTests
{
    private const int Rounds = 200;

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void A_good_frame_is_decoded_without_allocation(WireEncoding encoding)
    {
        var messages = Seeds.Frames(encoding);
        var frame = new KeypointFrame();

        AllocatesNothing(() =>
        {
            foreach (var message in messages)
            {
                if (!Given.Decoder.TryDecode(encoding, message, frame, out var error))
                    throw new InvalidOperationException(error.Detail);
            }
        });
    }

    [Fact]
    public void JSON_frame_with_escapes_and_long_numbers_is_decoded_without_allocation()
    {
        var longer = Given.Person().Replace(".5", ".512345678901234567890123456789e-1");
        var message = Encoding.UTF8.GetBytes(Given.Frame(longer).Replace("cam", "\\u0063\\ud83d\\ude00"));
        var frame = new KeypointFrame();

        AllocatesNothing(() => Given.Decoder.TryDecode(WireEncoding.Json, message, frame, out _));
        Assert.Equal(1, frame.PersonCount);
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void A_lifted_frame_is_written_and_read_without_allocation(WireEncoding encoding)
    {
        float[] joints = [.. Enumerable.Range(0, 51).Select(i => i * 31.777f)];
        var writer = new PoseWriter();
        var (decoder, frame) = (new PoseDecoder(), new PoseFrame());

        AllocatesNothing(() =>
        {
            writer.Begin(encoding, "cam-\"1\"é"u8, 5, 1_700_000_000_000, "model@0123456789ab"u8);
            for (var person = 0; person < 4; person++)
                writer.Person(person, 0.123_456_7f, joints, joints.AsSpan(0, 17));
            decoder.TryDecode(encoding, writer.End(), frame, out _);
        });
        Assert.Equal(4, frame.PersonCount);
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void A_lifted_frame_with_keypoints_is_written_and_read_without_allocation(WireEncoding encoding)
    {
        float[] joints = [.. Enumerable.Range(0, 51).Select(i => i * 31.777f)];
        var writer = new PoseWriter();
        var (decoder, frame) = (new PoseDecoder(), new PoseFrame());

        AllocatesNothing(() =>
        {
            writer.Begin(encoding, "cam-1"u8, 5, 1_700_000_000_000, "model@0123456789ab"u8, "coco17"u8, 1920, 1080);
            writer.Person(1, 0.5f, joints, [], joints);
            writer.RejectedPerson(2, 0.5f, Rejection.TooFewJoints, joints);
            decoder.TryDecode(encoding, writer.End(), frame, out _);
        });
        Assert.Equal((2, 51), (frame.PersonCount, frame.Keypoints(1).Length));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void A_people_frame_is_written_and_read_without_allocation(WireEncoding encoding)
    {
        float[] joints = [.. Enumerable.Range(0, 51).Select(i => i * 31.777f)];
        var writer = new PeopleWriter();
        var (decoder, frame) = (new PeopleDecoder(), new PeopleFrame());

        AllocatesNothing(() =>
        {
            writer.Begin(encoding, "hall"u8, 5, 1_700_000_000_000.25);
            writer.Camera("hall/cam-1"u8, 7, 1_700_000_000_001);
            for (var person = 0; person < 6; person++)
                writer.Person(
                    new WorldPerson
                    {
                        Id = person,
                        Joints = joints,
                        Sigma = joints.AsSpan(0, 17),
                        Source = "tttttttttttllllpp"u8,
                        Views = [0],
                        Reprojection = 3.5f,
                        Smooth = joints,
                        PointsLayout = "coco17"u8,
                        Points = joints,
                    }
                );
            decoder.TryDecode(encoding, writer.End(), frame, out _);
        });
        Assert.Equal((6, "hall", "hall/cam-1", 51), (frame.PersonCount, frame.RigName, frame.CameraStreamName(0), frame.Points(5).Length));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void A_frame_is_encoded_without_allocation(WireEncoding encoding)
    {
        var frame = Given.Good(Given.Frame(Given.Person("\"score\":0.1234567") + "," + Given.Person()));
        var encoder = new FrameEncoder();

        AllocatesNothing(() => encoder.Encode(encoding, frame));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Frame_lists_are_encoded_decoded_written_and_read_without_allocation(WireEncoding encoding)
    {
        var sent = Given.Frames(("cam-1", 7, 2), ("cam-1", 8, 1), ("cam-2", 7, 0));
        float[] joints = [.. Enumerable.Range(0, 51).Select(i => i * 31.777f)];
        var (encoder, frames, writer, decoder, poses) = (new FrameEncoder(), new KeypointFrames(), new PoseWriter(), new PoseDecoder(), new PoseFrames());

        AllocatesNothing(() =>
        {
            Given.Decoder.TryDecode(encoding, encoder.Encode(encoding, sent), frames, out _);
            writer.BeginList(encoding);
            for (var i = 0; i < frames.Count; i++)
            {
                writer.BeginFrame(frames[i].Stream, frames[i].FrameNumber, frames[i].TimestampMs, "model@0123456789ab"u8);
                for (var person = 0; person < frames[i].PersonCount; person++)
                    writer.Person(frames[i].Id(person), frames[i].Score(person), joints, default);
                writer.EndFrame();
            }
            decoder.TryDecode(encoding, writer.EndList(), poses, out _);
        });
        Assert.Equal((3, 2), (poses.Count, poses[0].PersonCount));
    }

    private static void AllocatesNothing(Action once) => Assert.Equal(0, Allocations.OfMany(once, Rounds));
}
