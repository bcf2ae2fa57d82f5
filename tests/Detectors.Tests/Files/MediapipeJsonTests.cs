using System.Text;
using StreamLift.Detectors.Files;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Detectors.Tests.Files;

public sealed class MediapipeJsonTests
{
    private readonly KeypointFrames _frames = new();

    [Theory]
    [InlineData("{\"pose_landmarks\":P}")]
    [InlineData("{\"pose_landmarks\":[P]}")] // the tasks' PoseLandmarkerResult
    [InlineData("{\"landmarks\":[P],\"worldLandmarks\":[P]}")] // the same in JavaScript
    [InlineData("{\"landmark\":P}")] // NormalizedLandmarkList
    [InlineData("{\"poseLandmarks\":{\"landmark\":P}}")]
    [InlineData("[{\"landmark\":P}]")]
    [InlineData("[P]")]
    [InlineData("[[P]]")]
    [InlineData("{\"frames\":[{\"landmarks\":P}]}")]
    [InlineData("P")]
    public void Landmarks_of_one_image_are_found_in_every_form(string form)
    {
        Assert.Equal("", Problem(form.Replace("P", Person())));
        var frame = _frames[0];
        Assert.Equal((1, 1, Skeletons.Mediapipe33), (_frames.Count, frame.PersonCount, frame.Layout));
        Assert.Equal((320, 120, 0.75f), frame.Joint(0, 32));
    }

    [Fact]
    public void Results_of_a_video_keep_their_numbers_and_the_frames_without_people()
    {
        Assert.Equal(
            "",
            Problem($$"""[{"frame":4,"pose_landmarks":[{{Person()}},{{Person()}}]},{"frame":5,"pose_landmarks":[]},{"frame":7,"pose_landmarks":null}]""")
        );
        Assert.Equal([4L, 5L, 7L], Enumerable.Range(0, 3).Select(i => _frames[i].FrameNumber));
        Assert.Equal([2, 0, 0], Enumerable.Range(0, 3).Select(i => _frames[i].PersonCount));
    }

    [Theory]
    [InlineData("[0.5,0.25,-0.1,0.75]", 0.75f)]
    [InlineData("[0.5,0.25,-0.1]", 1)]
    [InlineData("[0.5,0.25]", 1)]
    [InlineData("{\"x\":0.5,\"y\":0.25,\"presence\":0.25}", 0.25f)]
    [InlineData("{\"x\":0.5,\"y\":0.25}", 1)]
    public void Landmark_may_be_a_list_or_lack_its_visibility(string landmark, float score)
    {
        Assert.Equal("", Problem($"[{Person(landmark)}]"));
        Assert.Equal((320, 120, score), _frames[0].Joint(0, 0));
    }

    [Theory]
    [InlineData("{\"pose_landmarks\":[1,2]}")]
    [InlineData("[]")]
    [InlineData("{\"version\":1.3,\"people\":[]}")]
    [InlineData("[[{\"x\":1,\"y\":2}]]")]
    public void JSON_of_another_kind_is_not_recognised(string json)
    {
        Assert.False(TryDecode(json, out var isRecognised, out _));
        Assert.False(isRecognised);
    }

    [Fact]
    public void World_landmarks_alone_are_refused_with_what_to_save_instead() =>
        Assert.Contains("save pose_landmarks", Problem($$"""[{"pose_world_landmarks":{{Person()}}}]"""));

    [Fact]
    public void Damaged_file_and_landmark_are_named_by_their_place()
    {
        Assert.NotEqual("", Problem("[{"));
        var broken = $"[{string.Join(",", Enumerable.Repeat("{\"x\":0.5,\"y\":0.25}", 32))},{{\"z\":1}}]";
        Assert.Contains("item 2 of the list", Problem($"[{Person()},{broken}]"));
        Assert.Contains("has 34 landmarks; a pose has 33", Problem($"[[{string.Join(",", Enumerable.Repeat("[0.5,0.25]", 34))}]]"));
    }

    private static string Person(string landmark = """{"x":0.5,"y":0.25,"z":-0.1,"visibility":0.75}""") =>
        $"[{string.Join(",", Enumerable.Repeat(landmark, 33))}]";

    private string Problem(string json)
    {
        TryDecode(json, out _, out var problem);
        return problem;
    }

    private bool TryDecode(string json, out bool isRecognised, out string problem)
    {
        var defaults = Given.Defaults with { FrameNumber = 0 };
        return new MediapipeJson(SkeletonCatalogue.BuiltIn, new WireLimits()).TryDecode(
            Encoding.UTF8.GetBytes(json),
            in defaults,
            _frames,
            out isRecognised,
            out problem
        );
    }
}
