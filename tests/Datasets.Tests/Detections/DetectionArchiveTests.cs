using StreamLift.Datasets.Detections;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Tests.Detections;

public sealed class DetectionArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keypoints_of_several_people_keep_places_and_scores()
    {
        var path = Arrays(("keypoints", [2, 2, 3, 2], Count(24)), ("scores", [2, 2, 3], Enumerable.Repeat(0.5f, 6).Concat([0, 0, 0, 2, 2, float.NaN])));
        var take = Assert.Single(DetectionArchive.Read(path));
        Assert.Equal((2, 2, 3), (take.Frames, take.People, take.Joints));
        Assert.Equal([1, 2, 0.5f, 3, 4, 0.5f, 5, 6, 0.5f], take.Of(0, 0));
        Assert.Equal(new float[9], take.Of(1, 0)); // score 0: not seen
        Assert.Equal([19, 20, 1, 21, 22, 1, 0, 0, 0], take.Of(1, 1)); // a score is at most 1
    }

    [Fact]
    public void Keypoints_of_one_person_need_no_dimension_for_people_and_no_scores()
    {
        var take = DetectionArchive.Read(Arrays(("keypoints", [2, 2, 2], [1, 2, 0, 0, float.NaN, 4, 7, 8])))[0];
        Assert.Equal((2, 1, 2), (take.Frames, take.People, take.Joints));
        Assert.Equal([1, 2, 1, 0, 0, 0], take.Of(0, 0));
        Assert.Equal([0, 0, 0, 7, 8, 1], take.Of(1, 0));
        Assert.Equal([1f, 2f, 0.25f], DetectionArchive.Read(Arrays(("keypoints", [1, 1, 3], [1, 2, 0.25f])))[0].Of(0, 0).ToArray());
    }

    [Fact]
    public void Frame_numbers_rate_and_image_are_taken_from_arrays_beside_the_keypoints()
    {
        var take = DetectionArchive.Read(
            Arrays(("keypoints", [2, 1, 2], [1, 2, 3, 4]), ("frame_ids", [2], [7, 9]), ("fps", [], [50]), ("width", [], [640]), ("height", [], [480]))
        )[0];
        Assert.Equal([7, 9], take.Numbers);
        Assert.Equal((50, 640, 480), (take.Rate, take.Width, take.Height));
    }

    [Theory]
    [InlineData(7.0, 8.0, 9.0)]
    [InlineData(7.0, 8.5)]
    [InlineData(-1.0, 0.0)]
    [InlineData(0.0, 1764508800000.0)]
    public void Frame_numbers_that_can_not_be_those_of_the_keypoints_are_refused(params double[] numbers)
    {
        var path = Arrays(("keypoints", [2, 1, 2], [1, 2, 3, 4]), ("frame_ids", [numbers.Length], numbers.Select(number => (float)number)));
        Assert.Contains("the frames' numbers", Assert.Throws<ConfigurationException>(() => DetectionArchive.Read(path)).Message);
    }

    [Fact]
    public void Lists_of_frames_with_different_numbers_of_people_are_read()
    {
        var path = NpzBuilder.Write(
            _folder.File("lists.npz"),
            ("keypoints", PickleBuilder.Of(new object?[] { new float[2, 2, 2], null, Points(1, 2) })),
            ("unrelated", PickleBuilder.Of("x"))
        );
        var take = DetectionArchive.Read(path)[0];
        Assert.Equal((3, 2, 2), (take.Frames, take.People, take.Joints));
        Assert.Equal([1, 2, 1, 3, 4, 1], take.Of(2, 0));
        Assert.Equal(new float[6], take.Of(2, 1));
    }

    [Theory]
    [InlineData("[2, 3]", "an array of shape (2, 3)")]
    [InlineData("[2, 1, 3, 4]", "an array of shape (2, 1, 3, 4)")]
    [InlineData("[0, 1, 3, 2]", "an array of shape (0, 1, 3, 2)")]
    public void Keypoints_of_another_shape_are_refused_with_the_shape(string shape, string said)
    {
        var lengths = System.Text.Json.JsonSerializer.Deserialize<int[]>(shape)!;
        var path = Arrays(("keypoints", lengths, Count(lengths.Aggregate(1, (count, length) => count * length))));
        var problem = Assert.Throws<ConfigurationException>(() => DetectionArchive.Read(path)).Message;
        Assert.Contains(said, problem);
        Assert.Contains("keypoints (frames, people, joints, 2)", problem);
    }

    [Fact]
    public void Lists_of_frames_that_would_fill_memory_or_hold_nobody_are_refused()
    {
        var wide = NpzBuilder.Write(
            _folder.File("wide.npz"),
            (
                "keypoints",
                PickleBuilder.Of(
                    new object?[] { new float[2000, 17, 2] }
                        .Concat(new object?[20_000])
                        .ToArray()
                )
            )
        );
        Assert.Contains(
            "one frame has 2,000 people, and there are 20,001 frames",
            Assert.Throws<ConfigurationException>(() => DetectionArchive.Read(wide)).Message
        );
        var empty = NpzBuilder.Write(_folder.File("empty.npz"), ("keypoints", PickleBuilder.Of(new object?[] { null, null })));
        Assert.Contains("there is nobody in any frame", Assert.Throws<ConfigurationException>(() => DetectionArchive.Read(empty)).Message);
    }

    [Fact]
    public void Scores_of_other_people_than_the_keypoints_are_refused()
    {
        var path = Arrays(("keypoints", [1, 2, 3, 2], Count(12)), ("scores", [1, 1, 3], Count(3)));
        Assert.Contains(
            "keypoints of 2 people and 3 joints, and scores of 1 and 3",
            Assert.Throws<ConfigurationException>(() => DetectionArchive.Read(path)).Message
        );
    }

    [Fact]
    public void Scores_of_fewer_frames_than_the_keypoints_are_refused()
    {
        var path = Arrays(("keypoints", [2, 1, 3, 2], Count(12)), ("scores", [1, 1, 3], Count(3)));
        Assert.Contains("2 frames of keypoints and 1 of scores", Assert.Throws<ConfigurationException>(() => DetectionArchive.Read(path)).Message);
    }

    [Fact]
    public void Each_video_and_camera_of_VideoPose3D_is_a_take_with_its_image()
    {
        var path = NpzBuilder.Write(
            _folder.File("data_2d_custom_a.npz"),
            (
                "positions_2d",
                PickleBuilder.Of(
                    new Dictionary<string, object?>
                    {
                        ["one.mp4"] = new Dictionary<string, object?> { ["custom"] = new object?[] { new float[3, 17, 2] } },
                        ["two.mp4"] = new Dictionary<string, object?> { ["custom"] = new object?[] { new float[4, 17, 2], new float[5, 17, 2] } },
                    }
                )
            ),
            (
                "metadata",
                PickleBuilder.Of(
                    new Dictionary<string, object?>
                    {
                        ["layout_name"] = "coco",
                        ["num_joints"] = 17,
                        ["video_metadata"] = new Dictionary<string, object?>
                        {
                            ["one.mp4"] = new Dictionary<string, object?>
                            {
                                ["w"] = 1080,
                                ["h"] = 1920,
                                ["fps"] = 25,
                            },
                        },
                    }
                )
            )
        );
        var takes = DetectionArchive.Read(path);
        Assert.Equal(["one.mp4", "two.mp4/0", "two.mp4/1"], takes.Select(take => take.Name));
        Assert.Equal([3, 4, 5], takes.Select(take => take.Frames));
        Assert.Equal((Skeletons.Coco17, 1080, 1920, 25), (takes[0].Layout, takes[0].Width, takes[0].Height, takes[0].Rate));
        Assert.Equal((0, (double?)null), (takes[1].Width, takes[1].Rate));
        Assert.Equal(["one.mp4", "two.mp4/0"], DetectionArchive.Read(path, mostCameras: 1).Select(take => take.Name));
    }

    [Fact]
    public void Archive_of_something_else_says_what_it_holds()
    {
        var path = Arrays(("images", [1], [1]));
        Assert.Equal(DetectionArchiveForm.None, DetectionArchive.FormOf(path));
        Assert.Contains("holds images; 2D keypoints are", Assert.Throws<ConfigurationException>(() => DetectionArchive.Read(path)).Message);
        Assert.Equal(DetectionArchiveForm.None, DetectionArchive.FormOf(NpzBuilder.Positions(_folder.File("data_3d_a.npz"), ("S1", "Walk", 2))));
    }

    private static float[,,] Points(int people, int joints)
    {
        var points = new float[people, joints, 2];
        for (var at = 0; at < points.Length; at++)
            points[at / (2 * joints), at / 2 % joints, at % 2] = at + 1;
        return points;
    }

    private static IEnumerable<float> Count(int numbers) => Enumerable.Range(1, numbers).Select(number => (float)number);

    private string Arrays(params (string Name, int[] Shape, IEnumerable<float> Numbers)[] arrays) =>
        NpzBuilder.Arrays(_folder.File($"{Guid.NewGuid():N}.npz"), arrays);
}
