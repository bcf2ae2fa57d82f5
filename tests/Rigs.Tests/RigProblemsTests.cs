using StreamLift.Poses;

namespace StreamLift.Rigs.Tests;

/// <summary>What can't be a rig is refused, all of it at once, one line each with the remedy.</summary>
public sealed class RigProblemsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Singular_and_mirrored_rotations_are_both_named_with_their_cameras()
    {
        var problems = Problems(
            RigText.With(
                "",
                [
                    RigText.Camera("a", "[0,0,4500]", "[1,0,0,1,0,0,0,0,1]"),
                    RigText.Camera("b", "[0,0,4500]", "[1,0,0,0,1,0,0,0,-1]"),
                    RigText.Camera("c", "[0,0,4500]", "[2,0,0,0,2,0,0,0,2]"),
                ]
            )
        );
        Assert.Collection(
            problems,
            problem => Assert.EndsWith("right-handed; it is singular (two rows have one direction, or one is 0): export the calibration again", problem),
            problem => Assert.EndsWith("right-handed; it is mirrored (left-handed axes): export the calibration with right-handed axes", problem),
            problem =>
                Assert.EndsWith(
                    "camera \"c\": \"rotation\" is not a rotation: its rows must be at right angles, of length 1 (to 0.001) and right-handed",
                    problem
                )
        );
    }

    [Fact]
    public void Mirrored_rotation_of_another_tools_file_is_named_too()
    {
        var text = File.ReadAllText(TemporaryFolder.Sample("pose2sim.toml"));
        var path = _folder.Write(
            "Calib.toml",
            System.Text.RegularExpressions.Regex.Replace(text, "(?m)^rotation = .*$", "rotation = [[1,0,0],[0,1,0],[0,0,-1]]")
        );
        Assert.All(Assert.Throws<ConfigurationException>(() => RigCatalogue.Load(path)).Problems, problem => Assert.Contains("it is mirrored", problem));
    }

    [Fact]
    public void Cameras_and_rigs_of_one_name_over_several_files_are_refused_together()
    {
        var first = _folder.Write("a.json", RigText.Of("hall", "cam-1", "cam-2"));
        var second = _folder.Write("b.json", RigText.Of("hall", "cam-2", "cam-3"));
        var problems = Assert.Throws<ConfigurationException>(() => RigCatalogue.Load(first, second)).Problems;
        Assert.Equal(
            [
                $"rig \"hall\" is given twice ({first}, {second}): give each a \"name\" of its own",
                $"camera \"cam-2\" is in two rigs (\"hall\" of {first}, \"hall\" of {second}): name cameras as their streams, such as \"hall/cam-2\"",
            ],
            problems
        );
        Assert.Contains("given twice", Assert.Throws<ConfigurationException>(() => RigCatalogue.Load(first, first)).Problems[0]);
    }

    [Fact]
    public void Millimetres_that_are_said_to_be_metres_are_refused_with_the_unit_they_may_have() =>
        Assert.Equal(
            ["rig \"hall\": the cameras are up to 9 km apart, which can't be with translations in m: is the unit mm or cm? Then write \"unit\": \"mm\""],
            Problems(RigText.With("\"name\":\"hall\",\"unit\":\"m\"", RigText.Row(4, 3000)))
        );

    [Theory]
    [InlineData("", 1.5, "within 4.5 mm of each other, which can't be with translations in mm: is the unit m? Then write \"unit\": \"m\"")]
    [InlineData("\"unit\":\"mm\"", 1.5, "within 4.5 mm of each other, which can't be with translations in mm: is the unit m? Then write \"unit\": \"m\"")]
    [InlineData(
        "",
        20,
        "within 60 mm of each other, which can't be with translations in mm: is the unit cm or m? Then write \"unit\": \"cm\", else \"unit\": \"mm\""
    )]
    public void Metres_that_are_read_as_millimetres_are_refused_with_the_unit_they_may_have(string fields, double distance, string expected) =>
        Assert.EndsWith($"the cameras are {expected}", Assert.Single(Problems(RigText.With(fields, RigText.Row(4, distance)))));

    [Fact]
    public void Stereo_camera_whose_unit_is_stated_is_a_rig() =>
        Assert.Single(RigCatalogue.Load(_folder.Write("stereo.json", RigText.With("\"unit\":\"mm\"", RigText.Row(2, 63)))).Rigs);

    [Fact]
    public void Distances_that_no_unit_explains_are_refused() =>
        Assert.EndsWith(
            "up to 9,000 km apart, which can't be with translations in mm: calibrate again, or correct the translations",
            Assert.Single(Problems(RigText.With("\"unit\":\"mm\"", RigText.Row(4, 3e9))))
        );

    [Fact]
    public void Camera_without_a_place_is_refused_in_a_rig_of_several_and_taken_alone()
    {
        Assert.Equal(
            [
                "rig \"own\": camera \"b\": it has no rotation and translation, and a rig of several cameras needs those of each: calibrate it, or remove it",
                "rig \"own\": camera \"c\": it has no rotation and translation, and a rig of several cameras needs those of each: calibrate it, or remove it",
            ],
            Problems(RigText.With("", [RigText.Camera("a", "[0,0,4500]"), RigText.Camera("b", null), RigText.Camera("c", null)]))
        );
        Assert.Null(RigCatalogue.Load(_folder.Write("one.json", RigText.With("", [RigText.Camera("a", null)]))).Find("a")!.Value.Rig.Cameras[0].Extrinsics);
    }

    [Fact]
    public void Cameras_that_are_all_at_one_place_are_refused_and_two_of_them_are_warned_of()
    {
        Assert.EndsWith(
            "all 3 cameras are at one place: their translations are missing, or are not those of one world; calibrate them together",
            Assert.Single(Problems(RigText.With("", RigText.Row(3, 0))))
        );
        var some = RigText.With("", [RigText.Camera("a", "[0,0,4500]"), RigText.Camera("b", "[0,0,4500]"), RigText.Camera("c", "[2000,0,4500]")]);
        Assert.Equal(
            ["rig \"two\": cameras \"a\" and \"b\" are at the same place: is one a copy of the other?"],
            RigCatalogue.Load(_folder.Write("two.json", some)).Warnings
        );
    }

    [Fact]
    public void Floor_is_read_in_the_unit_of_the_file_and_refused_without_up_or_as_text()
    {
        var rig = RigCatalogue.Load(_folder.Write("hall.json", RigText.With("\"unit\":\"m\",\"up\":\"-y\",\"floor\":-1.25", RigText.Row(2, 3)))).Rigs[0];
        Assert.Equal((-1250, WorldUp.MinusY, (0, -1, 0)), (rig.Floor, rig.Up, rig.Up!.Value.Direction()));
        Assert.Equal(
            ["rig \"own\": \"floor\" is given without \"up\": say which axis of the world points up, such as \"up\": \"z\""],
            Problems(RigText.With("\"floor\":0", RigText.Row(2, 3000)))
        );
        Assert.EndsWith(
            "\"floor\" must be a number: the height of the floor along \"up\", in the file's unit",
            Problems(RigText.With("\"floor\":\"low\"", RigText.Row(2, 3000)))[0]
        );
    }

    [Fact]
    public void Prefixes_too_many_cameras_and_an_empty_name_are_refused_at_once()
    {
        var problems = Problems(RigText.With("\"name\":\"\"", [.. RigText.Row(64, 1000), RigText.Camera("hall/*", "[0,0,9000]")]));
        Assert.Collection(
            problems,
            problem => Assert.StartsWith("rig \"\": the name is empty", problem),
            problem => Assert.StartsWith("rig \"\": camera \"hall/*\": in a rig a camera has the name of one stream", problem),
            problem => Assert.StartsWith("rig \"\": it has 65 cameras; at most 64 can be in a rig", problem)
        );
    }

    [Fact]
    public void Fields_that_a_rig_does_not_have_or_that_are_no_text_are_refused_at_once() =>
        Assert.Equal(
            [
                "\"Up\" is not a field of a rig (name, unit, up, floor, cameras)",
                "\"flor\" is not a field of a rig (name, unit, up, floor, cameras)",
                "\"name\" must be text",
                "\"up\" must be x, y, z, -x, -y or -z, not [\"z\"]",
                "camera \"cam-0\": \"translation\" must be a list of 3 numbers",
            ],
            Problems(RigText.With("\"Up\":\"z\",\"flor\":0,\"name\":{},\"up\":[\"z\"]", [RigText.Camera("cam-0", "[1,2]")]))
        );

    [Fact]
    public void Camera_that_a_rig_file_has_twice_is_named_and_nothing_else()
    {
        var twice = RigText.Of("hall", "cam-1", "cam-2", "cam-1");
        Assert.Equal(["camera \"cam-1\" appears twice"], Problems(twice));
        Assert.Equal(["camera \"cam-1\" appears twice"], Problems($"[{RigText.Of("yard", "a", "b")},{twice}]"));
        Assert.Equal(["\"unit\" appears twice"], Problems(RigText.With("\"unit\":\"m\",\"unit\":\"mm\"", RigText.Row(2, 3000))));
    }

    [Fact]
    public void Faults_of_all_files_and_all_rigs_are_reported_at_once()
    {
        var list = _folder.Write("list.json", $"[{RigText.With("\"floor\":0", RigText.Row(2, 3000))},{RigText.With("\"up\":\"w\"", RigText.Row(2, 3000))}]");
        var problems = Assert.Throws<ConfigurationException>(() => RigCatalogue.Load("/nobody/rig.toml", list)).Problems;
        Assert.Equal(2, problems.Count);
        Assert.Contains("/nobody/rig.toml: can't be read", problems[0]);
        Assert.Contains("\"up\" must be x, y, z", problems[1]);
    }

    // Without the file's name.
    private IReadOnlyList<string> Problems(string json)
    {
        var path = _folder.Write("own.json", json);
        var refused = Assert.Throws<ConfigurationException>(() => RigCatalogue.Load(path));
        return [.. refused.Problems.Select(problem => problem.Replace($"{path}: ", "", StringComparison.Ordinal))];
    }
}
