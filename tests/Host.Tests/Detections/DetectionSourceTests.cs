using StreamLift.Host.Detections;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Tests.Detections;

/// <summary>Folders of detectors' files: cameras, names, gaps, and what is wrong with them.</summary>
public sealed class DetectionSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-detections-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Each_folder_is_a_camera_named_without_json_and_without_what_all_share()
    {
        foreach (var camera in (string[])["cam01_json", "cam02_json"])
            Frames($"project/pose/{camera}", "cam.{0:D4}.json", 3);
        FileText.Write(Path.Combine(_folder.FullName, "project", "Config.toml"), "fps = 60");
        Assert.Equal(["project/cam01", "project/cam02"], Streams(Options("project")));
        Assert.Equal(["hall/1/cam01", "hall/1/cam02"], Streams(Options("project") with { Stream = "hall/1" }));
        Assert.Equal(["pose/cam01", "pose/cam02"], Streams(Options("project/pose")));
        Assert.Equal(["cam01_json"], Streams(Options("project/pose/cam01_json")));
    }

    [Fact]
    public void Names_without_their_numbers_tell_cameras_of_one_folder_apart()
    {
        Frames("mixed", "cam01.{0:D4}.json", 3);
        Frames("mixed", "cam02.{0:D4}.json", 3);
        Assert.Equal(["mixed/cam01", "mixed/cam02"], Streams(Options("mixed")));
    }

    [Fact]
    public void Several_files_of_whole_videos_are_a_stream_each()
    {
        var take = WrittenTake.Of(Skeletons.Coco17, 3);
        foreach (var camera in (string[])["cam1", "cam2"])
            File.Move(MMPoseFiles.WriteVideo(_folder.FullName, take), Path.Combine(_folder.CreateSubdirectory("videos").FullName, $"{camera}.json"));
        Assert.Equal(["videos/cam1", "videos/cam2"], Streams(Options("videos")));
    }

    [Fact]
    public void Files_without_numbers_count_in_the_order_of_their_names()
    {
        foreach (var name in (string[])["beta", "alpha", "gamma"])
            FileText.Write(Path.Combine(_folder.FullName, "images", $"{name}.json"), One(name.Length));
        var motion = DetectorFilesTests.Open(Options("images"), out var notes);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(place => motion.Number(0, place)));
        Assert.Equal(5, DetectorFilesTests.Read(motion, 0).Keypoints(0)[0]);
        Assert.Contains(notes, note => note.Contains("do not end in a frame's number (alpha.json)", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_can_t_be_read_is_named_in_one_run()
    {
        Frames("bad", "a_{0}.json", 3);
        FileText.Write(Path.Combine(_folder.FullName, "bad", "a_3.json"), """{"version":1.3,"people":[{"pose_keypo""");
        FileText.Write(Path.Combine(_folder.FullName, "bad", "a_4.json"), """{"version":1.3,"people":[{"pose_keypoints_2d":[1,2]}]}""");
        FileText.Write(Path.Combine(_folder.FullName, "bad", "a_5.json"), """{"cameras":{}}""");
        FileText.Write(Path.Combine(_folder.FullName, "bad", "a_6.json"), "");
        var problems = Refused(Options("bad"));
        foreach (
            var name in (string[])["a_3.json: no JSON: ", "a_4.json: OpenPose JSON: people[0]", "a_5.json: JSON of no known detector", "a_6.json is empty"]
        )
            Assert.Single(problems, problem => problem.Contains(name, StringComparison.Ordinal));
        Assert.Contains("--skip-bad-files", problems[^1]);

        var motion = DetectorFilesTests.Open(Options("bad") with { SkipsBadFiles = true }, out var notes);
        Assert.Equal(3, motion.Streams[0].Frames);
        Assert.Equal(4, notes.Count(note => note.StartsWith("left out: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Problems_of_a_thousand_files_are_twenty_lines_and_their_number()
    {
        for (var frame = 0; frame < 1000; frame++)
            FileText.Write(Path.Combine(_folder.FullName, "bad", $"a_{frame}.json"), "{");
        var problems = Refused(Options("bad"));
        Assert.Equal(21, problems.Count);
        Assert.StartsWith("… and 980 more files with problems", problems[20], StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_detections_says_what_it_holds_and_what_is_expected()
    {
        foreach (var name in (string[])["a.mp4", "b.mp4", "c.toml"])
            FileText.Write(Path.Combine(_folder.FullName, "other", name), "x");
        var problem = Assert.Single(Refused(Options("other")));
        Assert.Contains("2 *.mp4, 1 *.toml", problem);
        Assert.Contains("OpenPose", problem);
        Assert.Contains("does not exist", Assert.Single(Refused(Options("nowhere"))));
    }

    [Fact]
    public void Frames_of_one_number_twice_name_both_files()
    {
        Frames("twice", "a_{0}.json", 3);
        Frames("twice", "a_{0:D3}.json", 3);
        var problem = Assert.Single(Refused(Options("twice")));
        Assert.Contains("frame 0 is there twice", problem);
        Assert.Contains("a_0.json", problem);
        Assert.Contains("a_000.json", problem);
    }

    [Fact]
    public void Steps_of_Pose2Sim_in_one_project_are_refused_by_name()
    {
        Frames("project/pose/cam01_json", "a_{0}.json", 2);
        Frames("project/pose-associated/cam01_json", "a_{0}.json", 2);
        Assert.Contains("pose, pose-associated", Assert.Single(Refused(Options("project"))));
    }

    [Fact]
    public void Fractions_of_the_image_are_refused_unless_they_are_said_to_be_such()
    {
        FileText.Write(Path.Combine(_folder.FullName, "small", "a_0.json"), One(0.5));
        Assert.Contains("--normalised", Assert.Single(Refused(Options("small"))));
        Assert.Contains("--image", Refused(Options("small") with { IsNormalised = true })[0]);
        var motion = DetectorFilesTests.Open(Options("small") with { IsNormalised = true, Image = (1920, 1080) }, out _);
        Assert.Equal([960f, 540f, 1f], DetectorFilesTests.Read(motion, 0).Keypoints(0)[..3].ToArray());
    }

    [Fact]
    public void Pixels_where_a_format_has_fractions_are_refused_with_the_remedy()
    {
        var path = FileText.Write(Path.Combine(_folder.FullName, "landmarks.csv"), "frame,landmark,x,y\n0,0,0.5,0.5\n0,1,640,320\n");
        var problem = Refused(Options("landmarks.csv") with { Image = (640, 480) })[0];
        Assert.Single(Refused(Options("landmarks.csv") with { Image = (640, 480) }));
        Assert.Equal($"{path}: x, y of joint 1 are 640, 320, but this format has 0…1 of the image: divide pixels by the size of the image", problem);
    }

    [Fact]
    public void Pixels_that_are_said_to_be_fractions_of_the_image_are_refused()
    {
        var options = Options("pixels") with { IsNormalised = true, Image = (1920, 1080) };
        FileText.Write(Path.Combine(_folder.FullName, "pixels", "a_0.json"), One(960));
        Assert.Contains("joint 0 are 960, 960, but --normalised says that they are 0…1 of the image", Refused(options)[0]);
        var npz = NpzFiles.WriteRtmlib(_folder.CreateSubdirectory("npz").FullName, WrittenTake.Of(Skeletons.Coco17, 2));
        Assert.Contains("but --normalised says that they are 0…1 of the image", Refused(options with { Source = npz })[0]);
    }

    [Fact]
    public void Files_named_by_times_count_in_the_order_of_the_times()
    {
        foreach (var (name, coordinate) in (IEnumerable<(string, double)>)[("a_999999999999", 10), ("a_1000000000033", 20), ("b_1000000000000", 30)])
            FileText.Write(Path.Combine(_folder.FullName, "timed", $"{name}.json"), One(coordinate));
        var motion = DetectorFilesTests.Open(Options("timed"), out var notes);
        Assert.Equal(["timed/a", "timed/b"], motion.Streams.Select(stream => stream.Name));
        Assert.Equal([10, 20], Enumerable.Range(0, 2).Select(place => DetectorFilesTests.Read(motion, place).Keypoints(0)[0]));
        Assert.Equal(1, motion.Number(0, 1));
        Assert.Equal(2, notes.Count(note => note.Contains("too large for frames, as times are", StringComparison.Ordinal)));
    }

    [Fact]
    public void Image_sizes_of_a_file_are_kept_frame_by_frame_and_contradict_no_option()
    {
        var person = $"\"keypoints\":{FileText.Numbers(Enumerable.Range(0, 51).Select(at => at % 3 == 2 ? 1f : 100))}";
        FileText.Write(
            Path.Combine(_folder.FullName, "coco.json"),
            $$"""
            {"images":[{"id":1,"width":640,"height":480},{"id":2,"width":480,"height":640}],
             "annotations":[{"image_id":1,{{person}}},{"image_id":2,{{person}}}]}
            """
        );
        Host.Motion.IMotion motion = DetectorFilesTests.Open(Options("coco.json"), out _);
        Assert.Equal([(640, 480), (480, 640)], Enumerable.Range(0, 2).Select(place => motion.Image(0, place)));
        Assert.Contains("has 640x480 px, --image says 1920x1080", Refused(Options("coco.json") with { Image = (1920, 1080) })[0]);
    }

    [Fact]
    public void A_line_for_each_frame_is_read_as_a_list_of_frames()
    {
        FileText.Write(Path.Combine(_folder.FullName, "lines.jsonl"), $"{One(10)}\n{One(20)}\n\n{One(30)}\n");
        var motion = DetectorFilesTests.Open(Options("lines.jsonl"), out _);
        Assert.Equal([10, 20, 30], Enumerable.Range(0, 3).Select(place => DetectorFilesTests.Read(motion, place).Keypoints(0)[0]));
        Assert.Equal(2, motion.Number(0, 2));
    }

    [Theory]
    [InlineData("[[],[P],[]]")]
    [InlineData("[]\n[P]\n[]\n")]
    public void Frames_without_people_are_known_before_the_first_person_is(string lists)
    {
        var numbers = FileText.Numbers(Enumerable.Repeat(100f, 17));
        var person = $$"""{"name":"person","box":{},"keypoints":{"x":{{numbers}},"y":{{numbers}} } }""";
        FileText.Write(Path.Combine(_folder.FullName, "results.json"), lists.Replace("P", person));
        var motion = DetectorFilesTests.Open(Options("results.json"), out _);
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(place => DetectorFilesTests.Read(motion, place).PersonCount));
        Assert.Equal(Skeletons.Coco17, motion.Streams[0].Layout);
    }

    [Fact]
    public void Stream_in_which_nobody_is_seen_is_told()
    {
        FileText.Write(Path.Combine(_folder.FullName, "nobody", "a_0.json"), "[]");
        FileText.Write(Path.Combine(_folder.FullName, "nobody", "a_1.json"), """{"version":1.3,"people":[]}""");
        DetectorFilesTests.Open(Options("nobody"), out var notes);
        Assert.Contains("nobody: nobody is seen in any of its 2 frames", notes);
    }

    [Fact]
    public void Link_to_a_folder_above_gives_no_files_again()
    {
        Frames("linked/cam1", "a_{0}.json", 2);
        Frames("elsewhere", "a_{0}.json", 2);
        foreach (var target in (string[])["linked", "elsewhere"])
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "linked", $"to-{target}"), Path.Combine(_folder.FullName, target));
        Assert.Equal(["linked/cam1", "linked/to-elsewhere"], Streams(Options("linked")));
    }

    [Fact]
    public void Layout_that_is_asked_for_is_the_files_own_and_must_have_as_many_joints()
    {
        Frames("frames", "a_{0}.json", 2);
        Assert.Equal(Skeletons.H36m17, DetectorFilesTests.Open(Options("frames") with { Layout = Skeletons.H36m17 }, out _).Streams[0].Layout);
        Assert.Contains("has 17 joints; body25 has 25", Refused(Options("frames") with { Layout = Skeletons.Body25 })[0]);
    }

    [Fact]
    public void Missing_frames_leave_a_gap_that_is_told()
    {
        Frames("gap", "a_{0}.json", 3);
        FileText.Write(Path.Combine(_folder.FullName, "gap", "a_9.json"), One(1));
        var motion = DetectorFilesTests.Open(Options("gap"), out var notes);
        Assert.Equal([0, 1, 2, 9], Enumerable.Range(0, 4).Select(place => motion.Number(0, place)));
        Assert.Contains("gap: 6 of the 10 frames from 0 to 9 are missing, the first is 3; the numbers keep these gaps", notes);
        Assert.Contains(notes, note => note.Contains("add --image WxH", StringComparison.Ordinal));
    }

    private DetectionOptions Options(string path) => new() { Source = Path.Combine(_folder.FullName, path) };

    private static IEnumerable<string> Streams(DetectionOptions options) => DetectorFilesTests.Open(options, out _).Streams.Select(stream => stream.Name);

    private static IReadOnlyList<string> Refused(DetectionOptions options) =>
        Assert.Throws<ConfigurationException>(() => DetectorFilesTests.Open(options, out _)).Problems;

    private void Frames(string folder, string name, int count)
    {
        for (var frame = 0; frame < count; frame++)
            FileText.Write(Path.Combine(_folder.FullName, folder, string.Format(null, name, frame)), One(100));
    }

    private static string One(double coordinate)
    {
        var keypoints = Enumerable.Range(0, 51).Select(at => at % 3 == 2 ? 1 : (float)coordinate);
        return $"{{\"version\":1.3,\"people\":[{{\"pose_keypoints_2d\":{FileText.Numbers(keypoints)}}}]}}";
    }
}
