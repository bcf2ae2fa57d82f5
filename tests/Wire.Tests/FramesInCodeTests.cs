using System.Numerics;
using System.Text;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>Frames that are made and read by a user's code.</summary>
public sealed class FramesInCodeTests
{
    private static readonly float[] Joints = [.. Enumerable.Range(0, 51).Select(i => (float)i)];

    [Fact]
    public void Pose_frame_filled_in_code_reads_like_the_decoded_one()
    {
        var written = new PoseWriter();
        written.Begin(WireEncoding.Protobuf, "cam-1"u8, 7, 5, "m@1"u8);
        written.Person(3, 0.5f, Joints, Joints.AsSpan(0, 17));
        written.Person(4, float.NaN, [], []);
        var decoded = new PoseFrame();
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Protobuf, written.End(), decoded, out var error), error.Detail);

        var frames = new PoseFrames();
        var filled = frames.Add();
        filled.Begin("cam-1", 7, 5, "m@1");
        filled.AddPerson(3, 0.5f, Joints, Joints.AsSpan(0, 17));
        filled.AddPerson(4, float.NaN, [], []);

        foreach (var frame in new[] { decoded, filled })
        {
            Assert.Equal(
                ("cam-1", 7L, 5L, "h36m17", "mm", "camera", "m@1", 2),
                (frame.StreamName, frame.FrameNumber, frame.TimestampMs, frame.Layout, frame.Unit, frame.Space, frame.Model, frame.PersonCount)
            );
            Assert.Equal((3L, 0.5f, true, 4L, float.NaN, false), (frame.Id(0), frame.Score(0), frame.Lifted(0), frame.Id(1), frame.Score(1), frame.Lifted(1)));
            Assert.Equal(Joints, frame.Joints(0).ToArray());
            Assert.Equal(Joints[..17], frame.Sigma(0).ToArray());
            Assert.True(frame.Joints(1).IsEmpty);
        }
        frames.Clear();
        Assert.Equal(0, frames.Add().PersonCount);
    }

    [Fact]
    public void Pose_frame_gives_a_joint_by_name_and_by_index()
    {
        var frame = new PoseFrame();
        frame.Begin("cam-1", 7, 5, "m@1");
        frame.AddPerson(3, 0.5f, Joints, []);
        frame.AddPerson(4, 0.5f, [], []);

        Assert.Equal(new Vector3(30, 31, 32), frame.Joint(0, "Head"));
        Assert.Equal(new Vector3(30, 31, 32), frame.Joint(0, 10));
        Assert.Equal("Head", frame.Skeleton!.Joints[10]);
        Assert.Throws<ArgumentException>(() => frame.Joint(0, "head"));
        Assert.Throws<InvalidOperationException>(() => frame.Joint(1, "Head"));
        Assert.Throws<ArgumentOutOfRangeException>(() => frame.Joint(2, "Head"));
        Assert.Throws<InvalidOperationException>(() => new PoseFrame().Joint(0, "Head"));
        Assert.Throws<ArgumentException>(() => frame.AddPerson(5, 0, Joints.AsSpan(1), []));
        Assert.Throws<ArgumentException>(() => frame.AddPerson(5, 0, Joints, Joints));
    }

    [Fact]
    public void Keypoint_frame_gives_joints_by_name_and_its_stream_as_a_string()
    {
        var frame = new KeypointFrame();
        frame.Begin("kamera-ö", 7, 5, Skeletons.Coco17, 640, 480);
        frame.AddPerson(3, 0.5f, Joints);

        Assert.Equal("kamera-ö", Encoding.UTF8.GetString(frame.Stream));
        Assert.Equal("kamera-ö", frame.StreamName);
        Assert.Same(frame.StreamName, frame.StreamName);
        Assert.Equal((0, 1, 2), frame.Joint(0, "nose"));
        Assert.Equal((3, 4, 5), frame.Joint(0, 1));
        Assert.Throws<ArgumentException>(() => frame.Joint(0, "Head"));
        Assert.Throws<ArgumentException>(() => frame.AddPerson(3, 0.5f, Joints.AsSpan(1)));
        frame.Begin("b"u8, 8, 5, Skeletons.Coco17, 0, 0);
        Assert.Equal("b", frame.StreamName);
    }

    [Fact]
    public void Decoder_by_default_knows_the_built_in_layouts_and_with_a_catalogue_a_users_own()
    {
        var body = Encoding.UTF8.GetBytes("""{"stream":"s","frame":1,"timestampMs":2,"layout":"dot1","people":[{"keypoints":[1,2,0.5]}]}""");
        var catalogue = new SkeletonCatalogue(new SkeletonBuilder("dot1").Joint("dot", null).Map("Hip", "dot").Build());
        var frame = new KeypointFrame();

        Assert.True(new FrameDecoder(catalogue, new WireLimits()).TryDecode(WireEncoding.Json, body, frame, out _));
        Assert.Equal((1, 2, 0.5f), frame.Joint(0, "dot"));
        Assert.False(new FrameDecoder().TryDecode(WireEncoding.Json, body, frame, out var error));
        Assert.Equal(Rejection.UnknownLayout, error.Reason);
        Assert.Equal((false, "", "none"), (default(DecodeError).IsError, default(DecodeError).Detail, default(DecodeError).ToString()));
    }

    [Theory]
    [InlineData("""{"stream":"a","frame":1,"people":[{"joints":[1,2]}]}""", Rejection.KeypointCount)]
    [InlineData("""{"stream":"a","frame":1,"people":[{"joints":[1,2,3],"sigma":[1,2]}]}""", Rejection.KeypointCount)]
    [InlineData("""{"stream":"a","frame":1,"people":[{"joints":[1,2,null]}]}""", Rejection.NonFinite)]
    [InlineData("""{"stream":"","frame":1}""", Rejection.MissingField)]
    [InlineData("""{"stream":5}""", Rejection.InvalidField)]
    [InlineData("""{"stream":"a","frame":1""", Rejection.MalformedJson)]
    public void Pose_decoder_names_the_reason_of_an_invalid_frame(string body, Rejection expected)
    {
        Assert.False(new PoseDecoder().TryDecode(WireEncoding.Json, Encoding.UTF8.GetBytes(body), new PoseFrame(), out var error));
        Assert.Equal(expected, error.Reason);
        Assert.NotEqual("", error.Detail);
    }
}
