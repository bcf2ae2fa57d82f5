namespace StreamLift.Detectors.Tests;

public class MMPoseTests
{
    // the demos nest the box once too often
    private static string Person(int joints = 17, float shift = 0) => Given.Instance(joints, shift, """, "bbox": [[1.0, 2.0, 3.0, 4.0]], "bbox_score": 0.87""");

    [Fact]
    public void Video_of_a_demo_gives_a_frame_for_each_frame_id()
    {
        var body = $$"""
            {"meta_info": {"dataset_name": "coco"}, "instance_info": [
              {"frame_id": 1, "instances": [{{Person()}}, {{Person(
                shift: 9
            )}}]}, {"frame_id": 2, "instances": []}, {"frame_id": 3, "instances": [{{Person()}}]}]}
            """;
        var frames = Given.Good(DetectorFormat.MMPose, body);
        Assert.True(frames.IsList);
        Assert.Equal(3, frames.Count);
        Assert.Equal((1, 2, 3), (frames[0].FrameNumber, frames[1].FrameNumber, frames[2].FrameNumber));
        Assert.Equal((2, 0, 1), (frames[0].PersonCount, frames[1].PersonCount, frames[2].PersonCount));
        Assert.Equal((0L, 1L, 0.87f), (frames[0].Id(0), frames[0].Id(1), frames[0].Score(0)));
        Assert.Equal(Given.Triples(17, 9), frames[0].Keypoints(1).ToArray());
    }

    [Fact]
    public void Times_of_a_video_follow_from_the_frame_rate()
    {
        var body = $$"""[{"frame_id": 10, "instances": []}, {"frame_id": 13, "instances": []}]""";
        var frames = Given.Good(DetectorFormat.MMPose, Given.Utf8(body), Given.Defaults with { FrameMs = 40 });
        Assert.Equal((Given.Time, Given.Time + 120), (frames[0].TimestampMs, frames[1].TimestampMs));
    }

    [Fact]
    public void Image_of_a_demo_is_one_frame()
    {
        var frames = Given.Good(DetectorFormat.MMPose, $$"""{"meta_info": {}, "instance_info": [{{Person()}}, {{Person(shift: 9)}}]}""");
        Assert.Equal((1, false, 7L, 2), (frames.Count, frames.IsList, frames[0].FrameNumber, frames[0].PersonCount));
    }

    [Fact]
    public void Image_of_the_inferencer_is_a_list_of_people() => Assert.Equal("halpe26", Given.Good(DetectorFormat.MMPose, $"[{Person(26)}]")[0].Layout.Name);

    [Fact]
    public void Video_of_the_inferencer_is_ordered_by_frame()
    {
        var frames = Given.Good(
            DetectorFormat.MMPose,
            $$"""[{"frame_id": 10, "instances": [{{Person()}}]}, {"frame_id": 9, "instances": [{{Person(shift: 9)}}]}]"""
        );
        Assert.Equal((9L, 10L), (frames[0].FrameNumber, frames[1].FrameNumber));
        Assert.Equal(10.5f, frames[0].Joint(0, 0).X);
    }

    [Fact]
    public void Sapiens_has_neither_boxes_nor_meta_info() =>
        Assert.Equal("wholebody133", Given.Good(DetectorFormat.MMPose, $$"""{"instance_info": [{{Given.Instance(133)}}]}""")[0].Layout.Name);

    [Fact]
    public void Joint_names_that_contradict_the_layout_are_refused()
    {
        var names = string.Join(", ", Enumerable.Range(0, 17).Select(i => $"\"{i}\": \"paw_{i}\""));
        var body = $$$"""{"meta_info": {"keypoint_id2name": {{{{names}}}}}, "instance_info": [{{{Person()}}}]}""";
        Assert.Equal(
            "unknown-layout: looks like MMPose JSON: instance_info[0].keypoints has 17 joints, which the body does not name as coco17 does: give --layout NAME",
            Given.Refused(body)
        );
    }

    [Fact]
    public void Joint_names_decide_between_layouts_of_the_same_size()
    {
        string[] joints =
        [
            .. new[] { "shoulder", "elbow", "wrist", "hip", "knee", "ankle" }.SelectMany(part => new[] { "left_" + part, "right_" + part }),
            "top_head",
            "neck",
        ];
        var names = string.Join(", ", joints.Select((name, i) => $"\"{i}\": \"{name}\""));
        var body = $$$"""{"meta_info": {"keypoint_id2name": {{{{names}}}}}, "instance_info": [{{{Person(14)}}}]}""";
        Assert.Equal("crowdpose14", Given.Good(DetectorFormat.MMPose, body)[0].Layout.Name);
    }

    [Fact]
    public void Poses_in_space_are_not_taken_for_points_of_an_image() =>
        Assert.Equal(
            "invalid-field: looks like MMPose JSON: [0].keypoints has three numbers a joint: these are poses in space, not points of an image",
            Given.Refused("""[{"keypoints": [[1, 2, 3]], "keypoint_scores": [1]}]""")
        );

    [Theory]
    [InlineData("""[{"keypoints": [[1, 2]], "keypoint_scores": [1, 2]}]""", "keypoint-count", "[0] has 1 keypoints and 2 keypoint_scores")]
    [InlineData("""[{"keypoints": [[1]], "keypoint_scores": [1]}]""", "invalid-field", "[0].keypoints is not a list of [x, y]")]
    [InlineData("""[{"keypoint_scores": [1]}]""", "missing-field", "[0].keypoints is missing")]
    [InlineData("""[{"instances": []}]""", "missing-field", "frame_id of frame 0 is missing, or not a whole number")]
    [InlineData("""[{"frame_id": 1, "instances": []}, {"frame_id": 1, "instances": []}]""", "invalid-field", "frame_id 1 comes twice")]
    [InlineData("""[{"frame_id": -1, "instances": []}]""", "invalid-field", "the frame number is -1; 0 or more was expected")]
    public void Damaged_predictions_are_refused(string body, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like MMPose JSON: {problem}", Given.Refused(body));

    [Fact]
    public void Too_many_frames_are_refused()
    {
        var frames = string.Join(", ", Enumerable.Range(0, 7).Select(i => $$"""{"frame_id": {{i}}, "instances": []}"""));
        Assert.Equal("too-many-frames: looks like MMPose JSON: more than 6 frames", Given.Refused($"[{frames}]"));
    }
}
