using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>Pose frames that carry the keypoints they were lifted from.</summary>
public sealed class PoseInputTests
{
    private static readonly Gen<float> Hundredths = Gen.Choose(-200_000, 1_000_000).Select(i => i / 100f);

    private readonly PoseWriter _writer = new();
    private readonly PoseDecoder _decoder = new();
    private readonly PoseFrame _frame = new();

    [Fact]
    public void Pose_frame_with_keypoints_is_read_back_in_both_encodings() =>
        Prop.ForAll(FrameContent.Arbitrary(Hundredths, Gen.Choose(1, 1000).Select(i => i / 1000f)), content =>
            {
                foreach (var encoding in Enum.GetValues<WireEncoding>())
                {
                    Assert.True(_decoder.TryDecode(encoding, Write(content, encoding), _frame, out var error), error.Detail);
                    Assert.Equal((content.Layout, content.Width, content.Height), (_frame.InputLayout, _frame.Width, _frame.Height));
                    for (var i = 0; i < content.People.Count; i++)
                    {
                        Assert.Equal(content.People[i].Keypoints, _frame.Keypoints(i).ToArray());
                        Assert.Equal((i % 2 == 0, i % 2 == 0 ? "" : "too-few-joints"), (_frame.Lifted(i), _frame.Rejected(i)));
                    }
                }
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Pose_frame_with_keypoints_is_read_by_Google_Protobuf()
    {
        float[] keypoints = [.. Enumerable.Range(0, 51).Select(i => i + 0.5f)];
        _writer.Begin(WireEncoding.Protobuf, "s"u8, 1, 2, "m@1"u8, "coco17"u8, 640, 480);
        _writer.Person(1, 0.5f, keypoints, [], keypoints);
        _writer.RejectedPerson(2, float.NaN, Rejection.RequiredJoints, keypoints);

        var google = Proto.PoseFrame.Parser.ParseFrom(_writer.End());

        Assert.Equal(("coco17", 640, 480), (google.InputLayout, google.Image.Width, google.Image.Height));
        Assert.All(google.People, person => Assert.Equal(keypoints, person.Keypoints));
        Assert.Equal((0, "required-joints"), (google.People[1].Joints.Count, google.People[1].Rejected));
        var read = google.ToByteArray(); // the other order of fields
        Assert.True(_decoder.TryDecode(WireEncoding.Protobuf, read, _frame, out var error), error.Detail);
        Assert.Equal(("coco17", 640, 480, 51), (_frame.InputLayout, _frame.Width, _frame.Height, _frame.Keypoints(1).Length));
    }

    [Fact]
    public void Pose_frame_JSON_with_keypoints_is_written_as_documented()
    {
        _writer.Begin(WireEncoding.Json, "cam"u8, 1, 2, "m@1"u8, "coco17"u8, 1920, 1080);
        _writer.Person(0, float.NaN, [1, 2, 3], [], [10.126f, 20, 0.75f, 0, 0, 0]);
        _writer.RejectedPerson(1, 0.5f, Rejection.TooFewJoints, [5, 6, 1]);
        Assert.Equal(
            """
            {"stream":"cam","frame":1,"timestampMs":2,"layout":"h36m17","unit":"mm","space":"camera","model":"m@1",
            "inputLayout":"coco17","image":[1920,1080],"people":[
            {"id":0,"joints":[1.00,2.00,3.00],"keypoints":[10.13,20.00,0.75,null,null,0]},
            {"id":1,"score":0.5,"joints":null,"rejected":"too-few-joints","keypoints":[5.00,6.00,1]}]}
            """.Replace("\n", ""),
            Encoding.UTF8.GetString(_writer.End())
        );
    }

    [Fact]
    public void Pose_frame_without_keypoints_is_read_as_before()
    {
        foreach (var encoding in Enum.GetValues<WireEncoding>())
        {
            _writer.Begin(encoding, "cam"u8, 1, 2, "m@1"u8, "coco17"u8, 1920, 1080);
            _writer.Person(0, float.NaN, [1, 2, 3], [], [1, 2, 3]);
            _writer.Begin(encoding, "cam"u8, 1, 2, "m@1"u8);
            _writer.Person(0, float.NaN, [1, 2, 3], []);
            Assert.True(_decoder.TryDecode(encoding, _writer.End(), _frame, out var error), error.Detail);
            Assert.Equal(("", 0, 0, 0), (_frame.InputLayout, _frame.Width, _frame.Height, _frame.Keypoints(0).Length));
        }
    }

    [Theory]
    [InlineData("\"unit\":\"mm\",\"people\":[{\"keypoints\":[1,2,3]}]", "missing-field: inputLayout is missing, and people[0] has keypoints")]
    [InlineData(
        "\"people\":[{\"keypoints\":[1,2,3]}]",
        "missing-field: people[0] has keypoints and no pose: the record is a keypoint frame, which `streamlift run` reads, and not what it writes"
    )]
    [InlineData(
        "\"inputLayout\":\"coco17\",\"people\":[{\"keypoints\":[1,2,3]}]",
        "keypoint-count: people[0].keypoints has 3 numbers; coco17 has 17 joints: 51 expected"
    )]
    [InlineData(
        "\"inputLayout\":\"mine\",\"people\":[{},{\"keypoints\":[1,2]}]",
        "keypoint-count: people[1].keypoints has 2 numbers; expected three for each joint"
    )]
    [InlineData("\"image\":[5],\"people\":[]", "invalid-field: image has 1 numbers; [width, height] was expected")]
    [InlineData("\"image\":[5,0],\"people\":[]", "invalid-field: image is 5 x 0 pixels; both must be positive and fit 31 bits")]
    public void Invalid_keypoints_of_a_pose_frame_are_refused_with_the_problem(string fields, string expected)
    {
        Assert.False(_decoder.TryDecode(WireEncoding.Json, Encoding.UTF8.GetBytes($"{{\"stream\":\"s\",\"frame\":1,{fields}}}"), _frame, out var error));
        Assert.Equal(expected, error.ToString());
    }

    // Every second person is rejected.
    private byte[] Write(FrameContent content, WireEncoding encoding)
    {
        var (stream, layout) = (Encoding.UTF8.GetBytes(content.Stream), Encoding.UTF8.GetBytes(content.Layout));
        _writer.Begin(encoding, stream, content.Number, content.TimestampMs, "m@1"u8, layout, content.Width, content.Height);
        foreach (var (person, i) in content.People.Select((person, i) => (person, i)))
            if (i % 2 == 0)
                _writer.Person(person.Id, person.Score, [1, 2, 3], [], person.Keypoints);
            else
                _writer.RejectedPerson(person.Id, person.Score, Rejection.TooFewJoints, person.Keypoints);
        return _writer.End().ToArray();
    }
}
