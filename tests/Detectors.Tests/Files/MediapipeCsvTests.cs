using StreamLift.Detectors.Files;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests.Files;

public sealed class MediapipeCsvTests
{
    private readonly KeypointFrames _frames = new();

    public static TheoryData<string, string> Headers =>
        new()
        {
            { "class," + Columns(joint => $"x{joint + 1},y{joint + 1},z{joint + 1},v{joint + 1}"), "none," + Columns(Cells) },
            { Columns(joint => $"x{joint},y{joint},z{joint},v{joint}"), Columns(Cells) },
            { "frame_number;" + Columns(joint => $"{joint}_x;{joint}_y;{joint}_z;{joint}_visibility", ';'), "0;" + Columns(joint => Cells(joint, ';'), ';') },
            { "time," + Columns(joint => $"landmark_{joint}_x,landmark_{joint}_y,landmark_{joint}_z,landmark_{joint}_v"), "1.5," + Columns(Cells) },
            { "frame," + Columns(joint => Named(joint, "{0}_x,{0}_y,{0}_z,{0}_visibility")), "0," + Columns(Cells) },
            { "frame," + Columns(joint => Named(joint, "x_{0},y_{0},z_{0},v_{0}")), "0.0," + Columns(Cells) },
            { "0," + Columns(Cells), "" },
            { Columns(Cells), "" },
        };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Columns_are_found_by_header_or_by_their_number(string header, string row)
    {
        Assert.Equal("", Problem(row.Length > 0 ? $"{header}\n{row}\n" : header));
        var frame = _frames[0];
        Assert.Equal((1, 0, 1), (_frames.Count, frame.FrameNumber, frame.PersonCount));
        for (var joint = 0; joint < 33; joint++)
        {
            Assert.Equal(640 * 0.01f * joint, frame.Joint(0, joint).X, 0.001);
            Assert.Equal(480 * 0.02f * joint, frame.Joint(0, joint).Y, 0.001);
            Assert.Equal(0.5f, frame.Joint(0, joint).Score);
        }
    }

    [Fact]
    public void Rows_of_one_landmark_each_make_frames_by_number_and_person()
    {
        Assert.Equal(
            "",
            Problem("frame,person_id,landmark,x,y,visibility\n3,0,nose,0.5,0.25,1\n3,1,NOSE,0.25,0.5,1\n3,0,LEFT_KNEE,0.5,0.75,0.5\n5,0,32,0.5,0.5,0.5\n")
        );
        Assert.Equal([3L, 5L], new[] { _frames[0].FrameNumber, _frames[1].FrameNumber });
        Assert.Equal([2, 1], new[] { _frames[0].PersonCount, _frames[1].PersonCount });
        Assert.Equal((320, 360, 0.5f), _frames[0].Joint(0, "left_knee"));
        Assert.Equal((160, 240, 1), _frames[0].Joint(1, 0));
        Assert.Equal((0, 0, 0), _frames[0].Joint(1, 1));
    }

    [Fact]
    public void Joints_without_cells_are_not_seen_and_empty_rows_are_frames_without_people()
    {
        var header = "frame," + string.Join(',', Enumerable.Range(11, 14).Select(joint => $"x{joint},y{joint},v{joint}"));
        var filled = string.Join(',', Enumerable.Range(11, 14).Select(joint => joint == 12 ? ",," : "0.5,0.25,1"));
        Assert.Equal("", Problem($"{header}\n0,{filled}\n1,{new string(',', 41)}\n2\n"));
        Assert.Equal([1, 0, 0], Enumerable.Range(0, 3).Select(i => _frames[i].PersonCount));
        Assert.Equal((320, 120, 1), _frames[0].Joint(0, 11));
        Assert.Equal((0, 0, 0), _frames[0].Joint(0, 12));
        Assert.Equal((0, 0, 0), _frames[0].Joint(0, 0));
    }

    [Theory]
    [InlineData("frame,landmark,x,y\n0,tail,0.5,0.5", "line 2 has the landmark 'tail', which is none of the 33")]
    [InlineData("frame,landmark,x,y\nfirst,0,0.5,0.5", "line 2 has 'first' instead of a frame's number")]
    [InlineData("frame,landmark,x,y\n0,0,left,0.5", "line 2 has 'left' instead of a number")]
    [InlineData("frame,landmark,x,y\n", "there are no rows below the header")]
    public void Row_that_can_t_be_read_is_named_by_its_line(string text, string said) => Assert.Equal(said, Problem(text));

    [Theory]
    [InlineData("cam_id,frame_time\n0,1.5")]
    [InlineData("1,2,3\n")]
    [InlineData("")]
    public void CSV_of_another_kind_is_not_recognised(string text)
    {
        Assert.False(TryDecode(text, out var isRecognised, out _));
        Assert.False(isRecognised);
    }

    private static string Cells(int joint) => Cells(joint, ',');

    private static string Cells(int joint, char separator) =>
        string.Join(
            separator,
            (string[])[FormattableString.Invariant($"{0.01 * joint:0.00}"), FormattableString.Invariant($"{0.02 * joint:0.00}"), "-0.1", "0.5"]
        );

    private static string Named(int joint, string form) => string.Format(null, form, Skeletons.Mediapipe33.Joints[joint]);

    private static string Columns(Func<int, string> columns, char separator = ',') => string.Join(separator, Enumerable.Range(0, 33).Select(columns));

    private string Problem(string text)
    {
        TryDecode(text, out _, out var problem);
        return problem;
    }

    private bool TryDecode(string text, out bool isRecognised, out string problem)
    {
        var defaults = Given.Defaults with { FrameNumber = 0 };
        return new MediapipeCsv(SkeletonCatalogue.BuiltIn, new WireLimits()).TryDecode(text, in defaults, _frames, out isRecognised, out problem);
    }
}
