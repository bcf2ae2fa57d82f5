using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Tests;

public sealed class PairingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hall/*", "hall", "hall.json: cameras \"hall/*\" and \"hall\" have the same name without the *")]
    [InlineData("*", "hall", "hall.json: camera \"*\" has no name without the *; to see recorded motion it must have one")]
    public void Cameras_that_see_recorded_motion_need_names_of_their_own(string one, string other, string problem)
    {
        const string Camera = """{"width":9,"height":9,"fx":9,"fy":9,"cx":4,"cy":4,"rotation":[1,0,0,0,1,0,0,0,1],"translation":[0,0,3000]}""";
        File.WriteAllText(_folder.File("hall.json"), $$"""{"{{one}}":{{Camera}},"{{other}}":{{Camera}}}""");
        Assert.EndsWith(problem, Assert.Throws<ConfigurationException>(() => PlacedCameras.Read(_folder.File("hall.json"))).Message);
    }

    [Fact]
    public void Take_whose_2D_and_3D_differ_by_a_few_frames_is_trimmed_and_noted()
    {
        var data = Open([("S9", "Walking_1", 100)], [("S9", "Walking 1", [100, 104, 96, 100])]);
        Assert.Equal([100, 100, 96, 100], data.Sequences.Select(s => s.Frames));
        Assert.Equal(2, data.Notes.Count);
        Assert.Contains("S9/Walking 1/55011271 trimmed to 100 frames: 104 in 2D, 100 in 3D", data.Notes);
    }

    [Fact]
    public void Take_whose_2D_and_3D_differ_by_over_5_percent_is_left_out_and_noted()
    {
        var data = Open([("S9", "Walking", 100)], [("S9", "Walking", [100, 106, 94, 105])]);
        Assert.Equal(["S9/Walking/54138969", "S9/Walking/60457274"], data.Sequences.Select(s => s.Stream));
        Assert.Contains("S9/Walking/55011271 left out: 106 frames in 2D, 100 in 3D", data.Notes);
        Assert.Contains("S9/Walking/58860488 left out: 94 frames in 2D, 100 in 3D", data.Notes);
    }

    [Fact]
    public void Camera_without_2D_keypoints_for_a_take_is_left_out_and_noted()
    {
        var data = Open(
            [("S9", "Eating", 10), ("S9", "Walking", 10), ("S9", "Waiting", 10)],
            [("S9", "Eating", [10, null, 10, 10]), ("S9", "Walking", [10, 10, 10])]
        );
        Assert.Equal(3, data.Sequences.Count);
        Assert.Contains("S9/Eating/55011271 left out: there are no 2D keypoints", data.Notes);
        // A list of three cameras does not tell which camera is missing.
        Assert.Equal(4, data.Notes.Count(n => n.StartsWith("S9/Walking/")));
        Assert.Equal(4, data.Notes.Count(n => n.StartsWith("S9/Waiting/")));
    }

    [Fact]
    public void Subject_without_known_cameras_is_left_out_and_noted()
    {
        var data = Open([("S9", "Eating", 10), ("S77", "Eating", 10)], [("S9", "Eating", [10, 10, 10, 10])]);
        Assert.Contains("S77 left out: its cameras are unknown; --cameras FILE names them, --cameras N takes N random ones around each take", data.Notes);
    }

    [Fact]
    public void Subject_without_known_cameras_gets_random_ones_or_the_given_ones()
    {
        var path = NpzBuilder.Positions(_folder.File("data_3d_x.npz"), ("S9", "Eating", 10), ("S77", "Eating", 10));
        var random = Dataset.Open(new DatasetOptions { Path = path, RandomCameras = 6 });
        Assert.Empty(random.Notes);
        Assert.Equal(4, random.Sequences.Count(s => s.Subject == "S9" && !s.Camera.Name.StartsWith("random", StringComparison.Ordinal)));
        var others = random.Sequences.Where(s => s.Subject == "S77").ToList();
        Assert.Equal(Enumerable.Range(1, 6).Select(i => $"S77/Eating/random-{i}"), others.Select(s => s.Stream));
        Assert.All(others, s => Assert.Equal(17, Enumerable.Range(0, 17).Count(joint => s.Keypoints(0)[(3 * joint) + 2] == 1)));

        var door = new Camera(
            "door",
            new Intrinsics(1920, 1080, 1400, 1400, 960, 540, Distortion.None),
            Extrinsics.LookingAt(new(5000, 0, 1500), new(0, 0, 1000))
        );
        var given = Dataset.Open(new DatasetOptions { Path = path, Cameras = [door] });
        Assert.Equal(["S9/Eating/door", "S77/Eating/door"], given.Sequences.Select(s => s.Stream));
    }

    [Fact]
    public void Subject_without_known_cameras_is_seen_by_a_calibration_in_the_folder()
    {
        var path = NpzBuilder.Positions(_folder.File("data_3d_x.npz"), ("S9", "Eating", 10), ("S77", "Eating", 10));
        File.WriteAllText(
            _folder.File("cameras.json"),
            """{"hall":{"K":[1400,0,960,0,1400,540,0,0,1],"R":[1.5707963,0,0],"T":[0,1,6],"imgSize":[1920,1080],"distCoeff":[]}}"""
        );
        var data = Dataset.Open(new DatasetOptions { Path = path });
        Assert.Equal(["S77/Eating/hall"], data.Sequences.Where(s => s.Subject == "S77").Select(s => s.Stream));
        Assert.Equal(4, data.Sequences.Count(s => s.Subject == "S9"));
        Assert.Equal(6000, data.Sequences[^1].Camera.Extrinsics!.Translation[2]);
    }

    [Fact]
    public void Dataset_with_no_usable_pair_of_2D_and_3D_is_refused_with_a_line_per_camera()
    {
        var problem = Assert.Throws<ConfigurationException>(() => Open([("S9", "Eating", 10)], [("S9", "Eating", [20, 20, 20, 20])]));
        Assert.Equal(5, problem.Problems.Count);
    }

    [Fact]
    public void Non_finite_joint_is_refused_naming_its_take_and_frame()
    {
        var pose = NpzBuilder.Pose(10);
        pose[7, 1, 2] = float.NaN;
        var path = NpzBuilder.Write(
            _folder.File("data_3d_x.npz"),
            ("positions_3d", PickleBuilder.Of(new Dictionary<string, object?> { ["S9"] = new Dictionary<string, object?> { ["Eating"] = pose } }))
        );
        var problem = Assert.Throws<ConfigurationException>(() => Dataset.Open(new DatasetOptions { Path = path }));
        Assert.Contains("S9/Eating has a joint that is not finite in frame 7", Assert.Single(problem.Problems));
    }

    [Fact]
    public void Human36M_actions_are_named_as_in_the_papers_tables()
    {
        var data = Dataset.Open(
            new DatasetOptions { Path = NpzBuilder.Positions(_folder.File("data_3d_x.npz"), ("S1", "WalkingDog_1", 3), ("S1", "TakingPhoto", 3)) }
        );
        Assert.Equal(["Photo", "WalkDog 1"], data.Sequences.Select(s => s.Action).Distinct());
    }

    private LoadedDataset Open((string, string, int)[] positions, (string, string, int?[])[] keypoints) =>
        Dataset.Open(
            new DatasetOptions
            {
                Path = NpzBuilder.Positions(_folder.File("data_3d_x.npz"), positions),
                Detections = NpzBuilder.Keypoints(_folder.File("data_2d_x_other.npz"), keypoints),
            }
        );
}
