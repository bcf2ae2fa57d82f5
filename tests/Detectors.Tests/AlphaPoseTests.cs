namespace StreamLift.Detectors.Tests;

public class AlphaPoseTests
{
    private static string Person(string image, string more = "", int joints = 17, float shift = 0) =>
        $$"""
            {"image_id": "{{image}}", "category_id": 1, "keypoints": [{{Given.Flat(joints, shift)}}], "score": 3.04, "box": [1.0, 2.0, 3.0, 4.0]{{more}}}
            """;

    private static string Body(int joints = 18) => $$"""{"joints": [{{Given.Flat(joints)}}]}""";

    [Fact]
    public void People_are_grouped_by_image_in_natural_order()
    {
        var body = $"[{Person("10.jpg")}, {Person("9.jpg")}, {Person("10.jpg", shift: 9)}]";
        var frames = Given.Good(DetectorFormat.AlphaPose, body);
        Assert.True(frames.IsList);
        Assert.Equal((2, 9L, 10L), (frames.Count, frames[0].FrameNumber, frames[1].FrameNumber));
        Assert.Equal((1, 2), (frames[0].PersonCount, frames[1].PersonCount));
        Assert.Equal(Given.Triples(17, 9), frames[1].Keypoints(1).ToArray());
    }

    [Theory]
    [InlineData(""", "idx": 5""", 5)]
    [InlineData(""", "idx": [5.0]""", 5)]
    [InlineData(""", "idx": 5.0""", 5)]
    [InlineData("", 0)]
    [InlineData(""", "idx": -1""", 0)]
    public void Ids_are_numbers_or_lists_of_one(string idx, long id) =>
        Assert.Equal(id, Given.Good(DetectorFormat.AlphaPose, $"[{Person("0.jpg", idx)}]")[0].Id(0));

    [Fact]
    public void Score_above_1_is_passed_on() => Assert.Equal(3.04f, Given.Good(DetectorFormat.AlphaPose, $"[{Person("0.jpg")}]")[0].Score(0));

    [Theory]
    [InlineData("frames/hall2_000012.jpg", 12)]
    [InlineData("00000123.png", 123)]
    [InlineData("clip3.mp4", 3)]
    [InlineData("nobody.jpg", 7)]
    public void Frame_is_the_last_number_of_the_images_name(string image, long frame) =>
        Assert.Equal(frame, Given.Good(DetectorFormat.AlphaPose, $"[{Person(image)}]")[0].FrameNumber);

    [Theory]
    [InlineData("a_1.jpg", "b_1.jpg", "the images a_1.jpg and b_1.jpg are both frame 1")]
    [InlineData("a.jpg", "b.jpg", "the images a.jpg and b.jpg have no number in their name: their order is not known")]
    public void Images_without_an_order_are_refused(string one, string other, string problem) =>
        Assert.Equal($"invalid-field: looks like AlphaPose JSON: {problem}", Given.Refused($"[{Person(one)}, {Person(other)}]"));

    [Fact]
    public void Halpe_models_give_26_and_136_joints()
    {
        Assert.Equal("halpe26", Given.Good(DetectorFormat.AlphaPose, $"[{Person("0.jpg", joints: 26)}]")[0].Layout.Name);
        Assert.Equal("halpe136", Given.Good(DetectorFormat.AlphaPose, $"[{Person("0.jpg", joints: 136)}]")[0].Layout.Name);
    }

    [Fact]
    public void Format_cmu_has_bodies_by_image()
    {
        var body = $$"""
            {"1.jpg": {"version": "AlphaPose v0.3", "bodies": [{{Body()}}]}, "0.jpg": {"version": "AlphaPose v0.3", "bodies": [{{Body()}}, {{Body()}}] } }
            """;
        var frames = Given.Good(DetectorFormat.AlphaPose, body);
        Assert.Equal((2, 0L, 1L), (frames.Count, frames[0].FrameNumber, frames[1].FrameNumber));
        Assert.Equal((2, "coco18"), (frames[0].PersonCount, frames[0].Layout.Name));
        Assert.Equal(Given.Triples(18), frames[0].Keypoints(1).ToArray());
    }

    [Fact]
    public void Format_open_has_people_by_image()
    {
        var person = $$"""{"pose_keypoints_2d": [{{Given.Flat(18)}}]}""";
        var frames = Given.Good(DetectorFormat.AlphaPose, $$"""{"img_4.jpg": {"version": "AlphaPose v0.3", "people": [{{person}}] } }""");
        Assert.Equal((4L, 1), (frames[0].FrameNumber, frames[0].PersonCount));
    }

    [Fact]
    public void File_of_one_image_has_bodies_alone()
    {
        var frames = Given.Good(DetectorFormat.AlphaPose, $$"""{"version": "AlphaPose v0.3", "bodies": [{{Body()}}]}""");
        Assert.Equal((1, false, 7L), (frames.Count, frames.IsList, frames[0].FrameNumber));
    }

    [Fact]
    public void Error_is_one_short_line_whatever_the_images_name_is()
    {
        var name = "1\\n\u007f" + new string('x', 1000);
        var error = Given.Refused($"[{Person(name)}, {Person("1.jpg")}]");
        Assert.StartsWith("invalid-field: looks like AlphaPose JSON: the images 1??xxx", error);
        Assert.InRange(error.Length, 300, 400);
    }

    [Fact]
    public void File_of_one_image_by_format_open_is_told_from_OpenPose_by_its_version()
    {
        var person = $$"""{"pose_keypoints_2d": [{{Given.Flat(18)}}]}""";
        Assert.Equal(1, Given.Good(DetectorFormat.AlphaPose, $$"""{"version": "AlphaPose v0.3", "people": [{{person}}]}""")[0].PersonCount);
    }

    [Theory]
    [InlineData("""[{"image_id": "0.jpg"}]""", "missing-field", "keypoints of image 0.jpg is missing")]
    [InlineData("""[{"image_id": "0.jpg", "keypoints": [1, 2, 3], "idx": "x"}]""", "invalid-field", "idx of image 0.jpg is \"x\"; a whole number was expected")]
    [InlineData("""{"0.jpg": {"bodies": [{"joints": ["x"]}]}}""", "invalid-field", "image 0.jpg: bodies[0].joints is not a list of numbers")]
    public void Damaged_results_are_refused(string body, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like AlphaPose JSON: {problem}", Given.Refused(body));
}
