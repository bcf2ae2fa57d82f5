using StreamLift.Detectors.Files;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests.Files;

public sealed class UltralyticsTextTests
{
    private readonly KeypointFrames _frames = new();

    [Fact]
    public void Each_line_is_a_person_in_fractions_of_the_image()
    {
        Assert.Equal("", Problem(Line("0.5 0.25 0.75") + "\r\n" + Line("0 0 0.9") + "\n"));
        var frame = _frames[0];
        Assert.Equal((3, 2, Skeletons.Coco17, 640, 480), (frame.FrameNumber, frame.PersonCount, frame.Layout, frame.Width, frame.Height));
        Assert.Equal((320, 120, 0.75f), frame.Joint(0, 16));
        Assert.Equal((0, 0, 0), frame.Joint(1, 2)); // what is below Ultralytics' own limit is 0, 0 with its score
        Assert.Equal([0L, 1L], new[] { frame.Id(0), frame.Id(1) });
        Assert.Equal(float.NaN, frame.Score(0));
    }

    [Theory]
    [InlineData("0.5 0.25 0.75", "", 0, float.NaN)]
    [InlineData("0.5 0.25 0.75", " 0.875", 0, 0.875f)]
    [InlineData("0.5 0.25 0.75", " 12", 12, float.NaN)]
    [InlineData("0.5 0.25 0.75", " 0.875 12", 12, 0.875f)]
    [InlineData("0.5 0.25", "", 0, float.NaN)]
    [InlineData("0.5 0.25", " 0.875 12", 12, 0.875f)]
    public void Confidence_and_track_after_the_keypoints_are_told_apart(string joint, string more, long id, float score)
    {
        Assert.Equal("", Problem(Line(joint) + more));
        Assert.Equal((id, score), (_frames[0].Id(0), _frames[0].Score(0)));
        Assert.Equal((320, 120, joint.Length > 10 ? 0.75f : 1), _frames[0].Joint(0, 0));
    }

    [Fact]
    public void Empty_text_is_a_frame_without_people()
    {
        Assert.True(UltralyticsText.LooksRight(" \n"));
        Assert.Equal("", Problem(" \n"));
        Assert.Equal((1, 0), (_frames.Count, _frames[0].PersonCount));
    }

    [Theory]
    [InlineData("0 0.5 0.5 0.1 0.1", "line 1 has a box and no keypoints: it was written by a detection model, not by a pose model")]
    [InlineData("0 0.5 0.5 0.1 0.1 0.5 0.5 0.5", "line 1 has 8 numbers; 56 were expected for 17 joints, or name the layout with --layout")]
    public void Line_of_another_model_is_refused_with_its_number(string line, string said) => Assert.Equal(said, Problem(line));

    [Fact]
    public void Text_of_another_kind_does_not_look_right_and_names_the_word_that_is_no_number()
    {
        Assert.False(UltralyticsText.LooksRight("person\ncar\n"));
        Assert.False(UltralyticsText.LooksRight("0 0.5 0.5 0.1 0.1\n"));
        Assert.True(UltralyticsText.LooksRight(Line("0.5 0.25 0.75")));
        Assert.Equal("line 2 has 'high' instead of a number", Problem(Line("0.5 0.25 0.75") + "\n" + Line("0.5 0.25 high")));
    }

    [Fact]
    public void Layout_that_is_named_decides_the_number_of_joints()
    {
        Assert.Equal("", Problem(Line("0.5 0.25 0.75", 26), Skeletons.Halpe26));
        Assert.Equal(Skeletons.Halpe26, _frames[0].Layout);
        Assert.Contains("26 joints", Problem(Line("0.5 0.25 0.75"), Skeletons.Halpe26));
    }

    [Fact]
    public void Missing_image_size_is_asked_for() => Assert.Contains("--image", Problem(Line("0.5 0.25 0.75"), image: false));

    private static string Line(string joint, int joints = 17) => "0 0.5 0.5 0.1 0.2 " + string.Join(' ', Enumerable.Repeat(joint, joints));

    private string Problem(string text, Skeleton? layout = null, bool image = true)
    {
        var defaults = new FrameDefaults
        {
            Stream = "a"u8,
            FrameNumber = 3,
            TimestampMs = 0,
            Layout = layout,
            Width = image ? 640 : 0,
            Height = image ? 480 : 0,
        };
        Assert.Equal(
            new UltralyticsText(SkeletonCatalogue.BuiltIn, new WireLimits()).TryDecode(text, in defaults, _frames, out var problem),
            problem.Length == 0
        );
        return problem;
    }
}
