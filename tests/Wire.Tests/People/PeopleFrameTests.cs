using System.Text;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.People;

public sealed class PeopleFrameTests
{
    private static readonly string Row = string.Join(',', Enumerable.Repeat("1.5", 51));
    private static readonly string Sigma = string.Join(',', Enumerable.Repeat("20", 17));

    private readonly PeopleDecoder _decoder = new();
    private readonly PeopleFrame _frame = new();

    [Fact]
    public void People_frame_JSON_is_written_as_documented()
    {
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Json, "hall \"7\""u8, 42, 1_700_000_000_123);
        writer.Camera("hall/cam-1"u8, 1841, 1_700_000_000_120);
        writer.Camera("hall/cam-2"u8, 1839, 1_700_000_000_123.25);
        writer.Person(
            new WorldPerson
            {
                Id = 3,
                Joints = [1234.567f, -0.001f, 8.125f],
                Sigma = [7.25f],
                Source = "t"u8,
                Views = [0, 1],
                Reprojection = 1.234f,
                Smooth = [1, 2, 3],
                PointsLayout = "coco17"u8,
                Points = [1, 2, 3, 4, float.NaN, 6],
            }
        );
        writer.Person(new WorldPerson { Id = 4, Reprojection = float.NaN });

        Assert.Equal(
            """
            {"rig":"hall \"7\"","sequence":42,"timestampMs":1700000000123,"layout":"h36m17","unit":"mm","space":"world",
            "cameras":[{"stream":"hall/cam-1","frame":1841,"timestampMs":1700000000120},
            {"stream":"hall/cam-2","frame":1839,"timestampMs":1700000000123.25}],
            "people":[{"id":3,"joints":[1234.57,0.00,8.13],"sigma":[7.25],"source":"t","views":[0,1],"reprojection":1.23,"smooth":[1.00,2.00,3.00],
            "points":{"layout":"coco17","positions":[1.00,2.00,3.00,null,null,null]}},
            {"id":4,"joints":[],"sigma":[],"source":"","views":[],"reprojection":null}]}
            """.Replace("\n", ""),
            Encoding.UTF8.GetString(writer.End())
        );
    }

    [Fact]
    public void Person_with_a_number_that_is_not_finite_is_not_written()
    {
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Json, "r"u8, 0, 0);
        Assert.False(writer.Person(new WorldPerson { Joints = [1, float.NaN, 3] }));
        Assert.False(writer.Person(new WorldPerson { Sigma = [float.PositiveInfinity] }));
        Assert.EndsWith("\"cameras\":[],\"people\":[]}", Encoding.UTF8.GetString(writer.End()));
    }

    [Fact]
    public void Camera_after_a_person_is_refused_by_the_writer()
    {
        var writer = new PeopleWriter();
        writer.Begin(WireEncoding.Json, "r"u8, 0, 0);
        writer.Person(new WorldPerson { Id = 1 });
        Assert.Throws<InvalidOperationException>(() => writer.Camera("cam"u8, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Begin(WireEncoding.Json, "r"u8, 0, double.NaN));
    }

    [Theory]
    [InlineData("{}", "missing-field: sequence is missing")]
    [InlineData("[]", "invalid-field: the body is a list; an object was expected")]
    [InlineData("""{"sequence":1}""", "missing-field: timestampMs is missing")]
    [InlineData("""{"sequence":1,"timestampMs":5}""", "missing-field: rig is missing")]
    [InlineData("""{"rig":"r","sequence":-1,"timestampMs":5}""", "invalid-field: sequence is -1; 0 or more was expected")]
    [InlineData("""{"rig":"r","sequence":1,"timestampMs":"5"}""", "invalid-field: timestampMs is text; a number was expected")]
    [InlineData("""{"rig":"r","sequence":1,"timestampMs":1e999}""", "non-finite: timestampMs is \"1e999\": too large for a 64-bit float")]
    [InlineData(
        """{"rig":"r","sequence":1,"timestampMs":5,"cameras":[{"stream":"a"},{"frame":"x"}]}""",
        "invalid-field: cameras[1].frame is text; an integer was expected"
    )]
    [InlineData("""{"rig":"r","sequence":1,"timestampMs":5,"cameras":[{"frame":1}]}""", "missing-field: cameras[0].stream is missing")]
    public void Invalid_people_frame_is_refused_with_its_problem(string body, string expected)
    {
        Assert.False(_decoder.TryDecode(WireEncoding.Json, Encoding.UTF8.GetBytes(body), _frame, out var error));
        Assert.Equal(expected, error.ToString());
    }

    [Theory]
    [InlineData("\"id\":1", "keypoint-count: people[1].joints has 0 numbers; 51 were expected")]
    [InlineData("\"joints\":[ROW]", "keypoint-count: people[1].sigma has 0 numbers; 17 were expected")]
    [InlineData("\"joints\":[ROW],\"sigma\":[SIGMA]", "invalid-field: people[1].source must be 17 letters: t, l or p")]
    [InlineData("\"joints\":[ROW],\"sigma\":[SIGMA],\"source\":\"ttttttttttttttttx\"", "invalid-field: people[1].source must be 17 letters: t, l or p")]
    [InlineData("GOOD,\"smooth\":[1]", "keypoint-count: people[1].smooth has 1 numbers; 51 were expected, or none")]
    [InlineData("GOOD,\"views\":[0,1]", "invalid-field: people[1].views names a camera that is none of the 1 in cameras")]
    [InlineData("GOOD,\"views\":[-1]", "invalid-field: people[1].views names a camera that is none of the 1 in cameras")]
    [InlineData("GOOD,\"views\":[0.5]", "invalid-field: people[1].views is \"0.5\"; an integer of 64 bits was expected")]
    [InlineData("GOOD,\"smooth\":[null,ROW]", "keypoint-count: people[1].smooth has 52 numbers; 51 were expected, or none")]
    [InlineData("GOOD,\"joints\":[null,SIGMA,SIGMA,1,2,ROW]", "keypoint-count: people[1].joints has 88 numbers; 51 were expected")]
    [InlineData("GOOD,\"sigma\":[null,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]", "non-finite: people[1] has a number that is not finite")]
    [InlineData("GOOD,\"points\":{\"positions\":[1,2,3]}", "missing-field: people[1].points.layout is missing")]
    [InlineData(
        "GOOD,\"points\":{\"layout\":\"coco17\",\"positions\":[1,2,3]}",
        "keypoint-count: people[1].points.positions has 3 numbers; expected three for each joint of \"coco17\""
    )]
    [InlineData("GOOD,\"points\":5", "invalid-field: people[1].points is a number; an object was expected")]
    public void Invalid_person_of_a_people_frame_is_refused_with_its_problem(string person, string expected)
    {
        var good = "\"joints\":[ROW],\"sigma\":[SIGMA],\"source\":\"tttttttttttllllpp\",\"views\":[0],\"reprojection\":null";
        var body = $$"""{"rig":"r","sequence":0,"timestampMs":0.5,"cameras":[{"stream":"a"}],"people":[{GOOD},{{{person}}}]}"""
            .Replace("GOOD", good)
            .Replace("ROW", Row)
            .Replace("SIGMA", Sigma);
        Assert.False(_decoder.TryDecode(WireEncoding.Json, Encoding.UTF8.GetBytes(body), _frame, out var error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void Fields_of_a_newer_version_and_repeated_fields_are_read()
    {
        var body = $$"""
            {"new":{"a":[1]},"cameras":[],"cameras":[{"stream":"\u0061","new":[]}],"rig":"old","rig":"r","sequence":3,"timestampMs":7,
            "people":[{"joints":[{{Row}}],"sigma":[{{Sigma}}],"source":"ttttttttttttttttt","views":[0],"views":[],"points":null,"new":1}]}
            """;
        Assert.True(_decoder.TryDecode(WireEncoding.Json, Encoding.UTF8.GetBytes(body), _frame, out var error), error.Detail);
        Assert.Equal(("r", 3, 7, "a", 0), (_frame.RigName, _frame.Sequence, _frame.TimestampMs, _frame.CameraStreamName(0), _frame.Views(0).Length));
        Assert.True(float.IsNaN(_frame.Reprojection(0)));
    }
}
