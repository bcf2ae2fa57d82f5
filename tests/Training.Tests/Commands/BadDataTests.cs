using StreamLift.Training.Commands;

namespace StreamLift.Training.Tests.Commands;

/// <summary>Training data that can't be used: one line of error names the problem and its location.</summary>
[Collection(TorchCollection.Name)] // one test trains and uses libtorch's global random generator
public sealed class BadDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_on_an_empty_folder_exits_2()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        Refused(_folder.File("empty"), "");
    }

    [Fact]
    public void Training_on_test_subjects_alone_exits_2() =>
        Refused(NpzBuilder.Positions(_folder.File("data_3d_a.npz"), ("S9", "Walking", 30), ("S11", "Walking", 30)), "no subject is left for training");

    [Fact]
    public void Training_with_a_test_subject_held_out_exits_2() =>
        Refused(
            NpzBuilder.Positions(_folder.File("data_3d_a.npz"), ("S1", "Walking", 30), ("S9", "Walking", 30)),
            "--hold-out S9: S9 is a test subject",
            " --hold-out S9"
        );

    [Fact]
    public void Training_on_a_non_finite_joint_exits_2_naming_take_and_frame()
    {
        var pose = NpzBuilder.Pose(30);
        pose[7, 1, 2] = float.NaN;
        Refused(Written(pose), "S1/Walking has a joint that is not finite in frame 7");
    }

    [Fact]
    public void Training_on_an_unknown_number_of_joints_exits_2() => Refused(Written(new float[30, 20, 3]), "20");

    [Fact]
    public void Training_on_takes_without_frames_exits_2() => Refused(Written(new float[0, 32, 3]), "");

    [Fact]
    public void Training_names_a_camera_without_detections_and_learns_from_the_others()
    {
        var data = NpzBuilder.Positions(_folder.File("data_3d_a.npz"), ("S1", "Walking", 300), ("S9", "Walking", 300));
        var detections = NpzBuilder.Keypoints(
            _folder.File("data_2d_a_gt.npz"),
            ("S1", "Walking", [300, null, 300, 300]),
            ("S9", "Walking", [300, 300, 300, 300])
        );
        var (code, output, error) = Run($"train --data {data} --detections {detections} --width 8 --blocks 1 --epochs 1 --out {_folder.File("a.onnx")}");
        Assert.True(code == 0, output + error);
        Assert.Contains("note: S1/Walking/55011271 left out: there are no 2D keypoints", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_without_a_camera_with_detections_exits_2()
    {
        var data = NpzBuilder.Positions(_folder.File("data_3d_a.npz"), ("S1", "Walking", 30));
        var detections = NpzBuilder.Keypoints(_folder.File("data_2d_a_gt.npz"), ("S1", "Walking", [null, null, null, null]));
        var (code, _, error) = Run($"train --data {data} --detections {detections} --out {_folder.File("a.onnx")}");
        Assert.Equal(2, code);
        Assert.All(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("streamlift: ", line, StringComparison.Ordinal));
    }

    private string Written(float[,,] pose) =>
        NpzBuilder.Write(
            _folder.File("data_3d_a.npz"),
            ("positions_3d", PickleBuilder.Of(new Dictionary<string, object?> { ["S1"] = new Dictionary<string, object?> { ["Walking"] = pose } }))
        );

    private void Refused(string data, string said, string more = "")
    {
        var (code, output, error) = Run($"train --data {data} --out {_folder.File("a.onnx")}{more}");
        Assert.True(code == 2, output + error);
        // The first line names the problem. One line for each sequence that was left out may follow.
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("streamlift: ", line, StringComparison.Ordinal));
        Assert.InRange(lines.Length, 1, 2);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(string line)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = TrainingProgram.Run(line.Split(' '), output, error);
        return (code, output.ToString(), error.ToString());
    }
}
