using Google.Protobuf;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Protobuf;

namespace StreamLift.Wire.Tests;

/// <summary>Against the code that Protobuf's own generator makes of <c>poses.proto</c>.</summary>
public sealed class ProtobufOracleTests
{
    [Fact]
    public void A_keypoint_frame_is_written_byte_for_byte_as_by_Google_Protobuf()
    {
        var frame = new KeypointFrame();
        frame.Begin("cam é"u8, 0, 1_700_000_000_000, Skeletons.Coco17, 1920, 1080);
        Seen(frame.AddPerson(0, 0.5f));
        Seen(frame.AddPerson(-3, float.NaN));
        var google = Google("cam é", 0, 1_700_000_000_000, frame);
        google.Image = new() { Width = 1920, Height = 1080 };

        Assert.Equal(google.ToByteArray(), new FrameEncoder().Encode(WireEncoding.Protobuf, frame));
        Assert.Equal(FrameContent.Of(frame), FrameContent.Of(Given.Good(WireEncoding.Protobuf, google.ToByteArray())));
    }

    [Fact]
    public void A_pose_frame_is_written_byte_for_byte_as_by_Google_Protobuf()
    {
        float[] joints = [.. Enumerable.Range(0, 51).Select(i => i * -7.5f)];
        var writer = new PoseWriter();
        var google = new Proto.PoseFrame
        {
            Stream = "s",
            Frame = 0,
            TimestampMs = -1,
            Layout = "h36m17",
            Unit = "mm",
            Space = "camera",
            Model = "m@1",
        };
        writer.Begin(WireEncoding.Protobuf, "s"u8, 0, -1, "m@1"u8);
        writer.Person(0, float.NaN, [], []);
        google.People.Add(new Proto.PoseFrame.Types.Person());
        writer.Person(300, 0, joints, joints.AsSpan(0, 17));
        google.People.Add(
            new Proto.PoseFrame.Types.Person
            {
                Id = 300,
                Score = 0,
                Joints = { joints },
                Sigma = { joints[..17] },
            }
        );

        Assert.Equal(google.ToByteArray(), writer.End());
    }

    [Fact]
    public void Frame_lists_are_written_byte_for_byte_as_by_Google_Protobuf()
    {
        var frames = Given.Frames(("cam-1", 7, 2), ("cam-2", 8, 0), ("cam-1", 300, 3));
        var google = new Proto.KeypointFrames();
        var lifted = new Proto.PoseFrames();
        var writer = new PoseWriter();
        writer.BeginList(WireEncoding.Protobuf);
        for (var i = 0; i < frames.Count; i++)
        {
            google.Frames.Add(Google(System.Text.Encoding.UTF8.GetString(frames[i].Stream), frames[i].FrameNumber, frames[i].TimestampMs, frames[i]));
            google.Frames[i].Image = new() { Width = 640, Height = 480 };
            var pose = new Proto.PoseFrame
            {
                Stream = $"cam-{i}",
                Frame = i,
                TimestampMs = 5,
                Layout = "h36m17",
                Unit = "mm",
                Space = "camera",
                Model = "m@1",
            };
            writer.BeginFrame(System.Text.Encoding.UTF8.GetBytes($"cam-{i}"), i, 5, "m@1"u8);
            for (var person = 0; person < frames[i].PersonCount; person++)
            {
                var joints = frames[i].Keypoints(person).ToArray();
                writer.Person(person, 0.5f, joints, []);
                pose.People.Add(
                    new Proto.PoseFrame.Types.Person
                    {
                        Id = person,
                        Score = 0.5f,
                        Joints = { joints },
                    }
                );
            }
            writer.EndFrame();
            lifted.Frames.Add(pose);
        }

        Assert.Equal(google.ToByteArray(), new FrameEncoder().Encode(WireEncoding.Protobuf, frames));
        Assert.Equal(lifted.ToByteArray(), writer.EndList());
    }

    [Fact]
    public void Concatenated_Protobuf_frames_are_merged_as_the_format_says()
    {
        var frame = new KeypointFrame();
        frame.Begin("first"u8, 1, 1, Skeletons.Coco17, 640, 480);
        Seen(frame.AddPerson(1, 1));
        var first = Google("first", 1, 1, frame);
        first.Image = new() { Width = 640 };
        var second = new Proto.KeypointFrame
        {
            Stream = "second",
            Frame = 2,
            Image = new() { Height = 480 },
        };
        second.People.Add(first.People[0].Clone());
        byte[] parts = [.. first.ToByteArray(), .. second.ToByteArray()];

        var merged = Given.Good(WireEncoding.Protobuf, parts);

        Assert.Equal(
            ("second", 2, 1, 640, 480, 2),
            (FrameContent.Of(merged).Stream, merged.FrameNumber, merged.TimestampMs, merged.Width, merged.Height, merged.PersonCount)
        );
    }

    [Fact]
    public void Protobuf_keypoints_are_read_packed_unpacked_and_in_parts()
    {
        float[] numbers = [.. Enumerable.Range(1, 51).Select(i => (float)i)];
        var bytes = new MemoryStream();
        var person = new CodedOutputStream(bytes, leaveOpen: true);
        person.WriteTag(3, WireFormat.WireType.LengthDelimited);
        person.WriteLength(4 * 20);
        foreach (var number in numbers[..20])
            person.WriteFloat(number);
        person.WriteTag(1, WireFormat.WireType.Varint);
        person.WriteInt64(9);
        foreach (var number in numbers[20..])
        {
            person.WriteTag(3, WireFormat.WireType.Fixed32);
            person.WriteFloat(number);
        }
        person.Flush();
        var frame = new KeypointFrame();
        frame.Begin("s"u8, 1, 1, Skeletons.Coco17, 0, 0);
        var google = Google("s", 1, 1, frame);
        google.People.Add(Proto.KeypointFrame.Types.Person.Parser.ParseFrom(bytes.ToArray()));

        byte[] message = [.. Google("s", 1, 1, frame).ToByteArray(), 6 << 3 | 2, .. Length((int)bytes.Length), .. bytes.ToArray()];
        var read = Given.Good(WireEncoding.Protobuf, message);

        Assert.Equal(numbers, read.Keypoints(0).ToArray());
        Assert.Equal(numbers, google.People[0].Keypoints);
        Assert.Equal(9, read.Id(0));
    }

    private static byte[] Length(int length) => length < 128 ? [(byte)length] : [(byte)(length | 0x80), (byte)(length >> 7)];

    private static void Seen(Span<float> keypoints)
    {
        for (var i = 0; i < keypoints.Length; i++)
            keypoints[i] = i % 3 == 2 ? 0.75f : i * 31.37f;
    }

    private static Proto.KeypointFrame Google(string stream, long number, long timestampMs, KeypointFrame frame)
    {
        var google = new Proto.KeypointFrame
        {
            Stream = stream,
            Frame = number,
            TimestampMs = timestampMs,
            Layout = frame.Layout.Name,
        };
        for (var i = 0; i < frame.PersonCount; i++)
        {
            var person = new Proto.KeypointFrame.Types.Person { Id = frame.Id(i), Keypoints = { frame.Keypoints(i).ToArray() } };
            if (!float.IsNaN(frame.Score(i)))
                person.Score = frame.Score(i);
            google.People.Add(person);
        }
        return google;
    }
}
