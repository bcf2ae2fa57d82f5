namespace StreamLift.Detectors.Tests;

public class UltralyticsTests
{
    private static string Person(string x, string y, string more = "", string visible = "") =>
        $$$"""
            {"name": "person", "class": 0, "confidence": 0.94, "box": {"x1": 1.0, "y1": 2.0, "x2": 3.0, "y2": 4.0}{{{more}}},
             "keypoints": {"x": [{{{x}}}], "y": [{{{y}}}]{{{visible}}}}}
            """;

    private static string List(float value, int count = 17) => Given.Join(Enumerable.Repeat(value, count));

    [Fact]
    public void People_have_pixels_confidence_and_track_ids()
    {
        var body = $"[{Person(List(604.5f), List(316.25f), ", \"track_id\": 6", $", \"visible\": [{List(0.99f)}]")}]";
        var frame = Given.Good(DetectorFormat.Ultralytics, body)[0];
        Assert.Equal((6L, 0.94f, "coco17", 7L), (frame.Id(0), frame.Score(0), frame.Layout.Name, frame.FrameNumber));
        Assert.Equal((604.5f, 316.25f, 0.99f), frame.Joint(0, 16));
    }

    [Fact]
    public void Joints_at_0_0_are_below_the_limit_of_confidence()
    {
        var frame = Given.Good(DetectorFormat.Ultralytics, $"[{Person("0, " + List(604.5f, 16), "0, " + List(316.25f, 16))}]")[0];
        Assert.Equal((0f, 0f, 0f), frame.Joint(0, 0));
        Assert.Equal((604.5f, 316.25f, 1f), frame.Joint(0, 1));
    }

    [Fact]
    public void Fractions_of_the_image_become_pixels_when_its_size_is_known()
    {
        var body = Given.Utf8($"[{Person(List(0.5f), List(0.25f))}]");
        Assert.Equal((320f, 120f, 1f), Given.Good(DetectorFormat.Ultralytics, body, Given.Defaults)[0].Joint(0, 0));
        Assert.Equal(
            "missing-field: looks like Ultralytics JSON: [0].keypoints has fractions of the image, whose size is missing: give --image WIDTHxHEIGHT",
            Given.Refused(body, Given.Defaults with { Width = 0 })
        );
    }

    [Fact]
    public void Things_are_passed_over_and_a_person_without_keypoints_is_refused()
    {
        const string Tie = """{"name": "tie", "class": 27, "confidence": 0.7, "box": {"x1": 1, "y1": 2, "x2": 3, "y2": 4}}""";
        Assert.Equal(1, Given.Good(DetectorFormat.Ultralytics, $"[{Tie}, {Person(List(604.5f), List(316.25f))}]")[0].PersonCount);
        Assert.Equal(
            "missing-field: looks like Ultralytics JSON: [0].keypoints is missing: use a pose model",
            Given.Refused($"[{Tie.Replace("tie", "person")}]")
        );
    }

    [Theory]
    [InlineData("""[{"name": "person", "keypoints": {"x": [1]}}]""", "missing-field", "[0].keypoints.y is missing")]
    [InlineData(
        """[{"name": "person", "keypoints": {"x": [1], "y": [1, 2]}}]""",
        "keypoint-count",
        "[0].keypoints: the lists x, y and visible differ in length"
    )]
    [InlineData("""[{"name": "person", "keypoints": {"x": [1], "y": ["1"]}}]""", "invalid-field", "[0].keypoints: x, y and visible must be lists of numbers")]
    public void Damaged_results_are_refused(string body, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like Ultralytics JSON: {problem}", Given.Refused(body));
}
