using System.Text;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.Lenient;

/// <summary>Rejected people in pose frames.</summary>
public sealed class RejectedPosesTests
{
    private readonly PoseWriter _writer = new();
    private readonly PoseFrame _frame = new();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Rejected_person_is_written_with_its_reason_and_read_back(WireEncoding encoding)
    {
        _writer.Begin(encoding, "cam-1"u8, 7, 30, "m@1"u8);
        _writer.RejectedPerson(9, 0.5f, Rejection.KeypointCount);
        _writer.Person(3, 1, new float[51], []);
        _writer.RejectedPerson(0, float.NaN, Rejection.InvalidField);
        Assert.True(new PoseDecoder().TryDecode(encoding, _writer.End(), _frame, out var error), error.Detail);

        Assert.Equal([(9, 0.5f), (3, 1), (0, float.NaN)], Enumerable.Range(0, 3).Select(i => (_frame.Id(i), _frame.Score(i))));
        Assert.Equal(["keypoint-count", "", "invalid-field"], Enumerable.Range(0, 3).Select(_frame.Rejected));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(_frame.Lifted));
    }

    [Fact]
    public void Rejected_person_in_JSON_has_null_joints_and_the_reasons_name()
    {
        _writer.Begin(WireEncoding.Json, "s"u8, 7, 30, "m@1"u8);
        _writer.RejectedPerson(9, 0.5f, Rejection.KeypointCount);
        Assert.EndsWith(
            """
            "people":[{"id":9,"score":0.5,"joints":null,"rejected":"keypoint-count"}]}
            """.Trim(),
            Encoding.UTF8.GetString(_writer.End())
        );
    }

    [Fact]
    public void Rejected_person_in_Protobuf_is_what_Google_Protobuf_reads()
    {
        _writer.Begin(WireEncoding.Protobuf, "s"u8, 7, 30, "m@1"u8);
        _writer.RejectedPerson(0, float.NaN, Rejection.MissingField);
        _writer.RejectedPerson(300, 2.5f, Rejection.NonFinite);
        var people = Proto.PoseFrame.Parser.ParseFrom(_writer.End().ToArray()).People;

        Assert.Equal([(0, false, 0, "missing-field"), (300, true, 2.5f, "non-finite")], people.Select(one => (one.Id, one.HasScore, one.Score, one.Rejected)));
    }

    [Fact]
    public void Reason_of_a_newer_version_is_read_as_it_is()
    {
        var body = """{"stream":"s","frame":1,"people":[{"id":1,"joints":null,"rejected":"too-shy"},{"id":2,"joints":null,"rejected":null}]}"""u8;
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Json, body, _frame, out var error), error.Detail);

        Assert.Equal(["too-shy", ""], Enumerable.Range(0, 2).Select(_frame.Rejected));
    }
}
