namespace StreamLift.Detectors.Tests;

public class CocoTests
{
    private static string Person(string image, string more = "", float shift = 0) =>
        $$"""{"image_id": {{image}}, "category_id": 1, "keypoints": [{{Given.Flat(17, shift)}}], "score": 0.97{{more}}}""";

    [Fact]
    public void Results_are_grouped_by_image()
    {
        var frames = Given.Good(DetectorFormat.Coco, $"[{Person("785")}, {Person("139")}, {Person("785", shift: 9)}]");
        Assert.True(frames.IsList);
        Assert.Equal((2, 139L, 785L, 2), (frames.Count, frames[0].FrameNumber, frames[1].FrameNumber, frames[1].PersonCount));
        Assert.Equal(("coco17", 0.97f), (frames[0].Layout.Name, frames[0].Score(0)));
        Assert.Equal(Given.Triples(17, 9), frames[1].Keypoints(1).ToArray());
    }

    [Fact]
    public void Detectron2_adds_a_box() =>
        Assert.Equal(1, Given.Good(DetectorFormat.Coco, $"[{Person("785", """, "bbox": [1.0, 2.0, 3.0, 4.0]""")}]")[0].PersonCount);

    [Fact]
    public void Data_set_gives_image_sizes_and_images_without_people()
    {
        var body = $$"""
            {"images": [{"id": 2, "file_name": "b.jpg", "width": 1920, "height": 1080}, {"id": 1, "file_name": "a.jpg", "width": 800, "height": 600}],
             "annotations": [{{Person("2", """, "id": 9, "num_keypoints": 17""")}}, {"id": 10, "image_id": 2, "category_id": 1, "num_keypoints": 0}],
             "categories": [{"id": 1, "name": "person"}]}
            """;
        var frames = Given.Good(DetectorFormat.Coco, body);
        Assert.Equal((2, 1L, 2L), (frames.Count, frames[0].FrameNumber, frames[1].FrameNumber));
        Assert.Equal((0, 800, 600), (frames[0].PersonCount, frames[0].Width, frames[0].Height));
        Assert.Equal((1, 1920, 1080), (frames[1].PersonCount, frames[1].Width, frames[1].Height));
    }

    [Theory]
    [InlineData("""[{"image_id": 1.5, "keypoints": []}]""", "missing-field", "the image's number of people[0] is missing, or not a whole number")]
    [InlineData("""[{"image_id": 1, "keypoints": 7}]""", "invalid-field", "keypoints of image 1 is not a list of numbers")]
    [InlineData("""[{"image_id": -3, "keypoints": [1, 2, 3]}]""", "invalid-field", "the frame number is -3; 0 or more was expected")]
    public void Damaged_results_are_refused(string body, string reason, string problem) =>
        Assert.Equal($"{reason}: looks like COCO results: {problem}", Given.Refused(body));
}
