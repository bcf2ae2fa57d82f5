using System.Text;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.Lists;

/// <summary>Lists of lifted frames, in both encodings.</summary>
public sealed class PoseListTests
{
    private readonly PoseWriter _writer = new();
    private readonly PoseFrames _read = new();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Pose_list_is_read_back_in_order_and_a_single_pose_frame_is_not_a_list(WireEncoding encoding)
    {
        var list = Write(encoding, 0, 1, 2);
        Assert.True(new PoseDecoder().TryDecode(encoding, list, _read, out var error), error.Detail);
        Assert.Equal((3, true), (_read.Count, _read.IsList));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(($"cam-{i}", i, i, "m@1"), (Encoding.UTF8.GetString(_read[i].Stream), _read[i].FrameNumber, _read[i].PersonCount, _read[i].Model));
            for (var person = 0; person < i; person++)
                Assert.Equal(Enumerable.Repeat((float)(10 * i) + person, 51), _read[i].Joints(person).ToArray());
        }

        _writer.Begin(encoding, "alone"u8, 7, 8, "m@1"u8);
        Assert.True(new PoseDecoder().TryDecode(encoding, _writer.End(), _read, out error), error.Detail);
        Assert.Equal((1, false, 7), (_read.Count, _read.IsList, _read[0].FrameNumber));
    }

    [Fact]
    public void Pose_list_frames_are_written_as_single_pose_frames_are()
    {
        var frames = Enumerable.Range(0, 3).Select(i => Encoding.UTF8.GetString(Write(WireEncoding.Json, i))[1..^1]).ToList();
        Assert.Equal($"[{string.Join(',', frames)}]", Encoding.UTF8.GetString(Write(WireEncoding.Json, 0, 1, 2)));
        _writer.Begin(WireEncoding.Json, "cam-0"u8, 0, 5, "m@1"u8);
        Assert.Equal(frames[0], Encoding.UTF8.GetString(_writer.End()));
    }

    [Theory]
    [InlineData("[]", "the list has no frames")]
    [InlineData("[5]", "frame 1: it is a number; an object was expected")]
    [InlineData("[{\"stream\":\"a\",\"frame\":1,\"people\":[]},{\"stream\":\"a\"}]", "frame 2: frame is missing")]
    [InlineData("[{\"stream\":\"a\",\"frame\":1,\"people\":[]}", "the body ends at byte 37 where ',' or ']' was expected")]
    public void Invalid_pose_list_is_refused_with_its_problem(string body, string expected)
    {
        Assert.False(new PoseDecoder().TryDecode(WireEncoding.Json, Encoding.UTF8.GetBytes(body), _read, out var error));
        Assert.Equal(expected, error.Detail);
        Assert.False(new PoseDecoder().TryDecode(WireEncoding.Protobuf, [0x7a, 0x02, 0x10, 0x01], _read, out error));
        Assert.Equal("missing-field: frame 1: stream is missing", error.ToString());
    }

    private byte[] Write(WireEncoding encoding, params int[] frames)
    {
        _writer.BeginList(encoding);
        foreach (var i in frames)
        {
            _writer.BeginFrame(Encoding.UTF8.GetBytes($"cam-{i}"), i, 5, "m@1"u8);
            for (var person = 0; person < i; person++)
                _writer.Person(person, 0.5f, [.. Enumerable.Repeat((float)(10 * i) + person, 51)], []);
            _writer.EndFrame();
        }
        return _writer.EndList().ToArray();
    }
}
