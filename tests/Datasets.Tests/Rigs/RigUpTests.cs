using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Rigs;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Rigs;

public sealed class RigUpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Where the axes of a y-up file go in a file with another axis up.
    private static readonly Dictionary<string, Func<Vector3, Vector3>> Axes = new()
    {
        ["y"] = v => v,
        ["z"] = v => new(v.X, -v.Z, v.Y),
        ["x"] = v => new(v.Y, v.X, -v.Z),
        ["-y"] = v => new(v.X, -v.Y, -v.Z),
        ["-z"] = v => new(v.X, v.Z, -v.Y),
        ["-x"] = v => new(-v.Y, v.X, v.Z),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("y")]
    [InlineData("z")]
    [InlineData("x")]
    [InlineData("-y")]
    [InlineData("-z")]
    [InlineData("-x")]
    public void Axis_that_is_up_is_told_by_the_rest_pose_and_said(string up)
    {
        var reading = Read(new MadeRig { Axes = Axes[up] });
        Assert.Equal($"joints by name, cm, {up} up", reading.Settings);
        Assert.Empty(reading.Notes);
        SameButTurned(reading.World);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("z")]
    [InlineData("-y")]
    public void Axis_that_is_up_is_told_by_the_motion_where_the_rest_pose_shows_no_person(string up)
    {
        var reading = Read(new MadeRig { Axes = Axes[up], HasOwnAxes = true });
        Assert.Equal($"joints by name, cm, {up} up", reading.Settings);
        Assert.Empty(reading.Notes);
        SameButTurned(reading.World, 15);
    }

    [Theory]
    [InlineData(-90, "-z")]
    [InlineData(90, "z")]
    public void Take_of_a_lying_person_lies_and_says_the_option_for_one_who_stands(float tilt, string other)
    {
        var reading = Read(
            new MadeRig
            {
                Tilt = tilt,
                Place = _ => new(0, 15, 0),
                Turn = 5,
            }
        );
        Assert.Equal("joints by name, cm, y up", reading.Settings);
        Assert.Equal($"the person lies or bends down in most frames if y is up; if they stand, give --up {other}", Assert.Single(reading.Notes));
        for (var frame = 0; frame < reading.World.Length; frame += 51)
            Assert.InRange(reading.World[frame + (3 * BodyJoint.Thorax) + 2] - reading.World[frame + 2], -120, 120);
    }

    [Fact]
    public void Motion_that_stands_on_the_floor_of_another_axis_overrules_the_rest_pose()
    {
        // SMPL's rest pose is y up, and AMASS's motion z up: the person walks along y, at a height of 95 cm along z.
        var reading = Read(
            new MadeRig
            {
                Tilt = 90,
                Place = frame => new(0, 100 + (5 * frame), 95),
                Turn = 10,
            }
        );
        Assert.Equal("joints by name, cm, z up", reading.Settings);
        Assert.Empty(reading.Notes);
        Assert.InRange(reading.World[(3 * BodyJoint.Thorax) + 2] - reading.World[2], 450, 510);
    }

    [Fact]
    public void Person_on_their_head_is_noted_with_the_option()
    {
        var reading = Read(new MadeRig(), new RigOptions { Up = WorldUp.MinusY });
        Assert.Equal("the person is on their head in most frames if -y is up; if they stand, give --up y", Assert.Single(reading.Notes));
        Assert.Equal("joints by name, cm, -y up", reading.Settings);
    }

    private RigReading Read(MadeRig rig, RigOptions? options = null) => MadeFile.Read(_folder, rig.Text(), options);

    // The direction in the room that an axis becomes is arbitrary, so only heights and distances are the same.
    private void SameButTurned(float[] world, float tolerance = 1)
    {
        var expected = MadeFile.Expected(_folder);
        for (var i = 0; i < world.Length; i += 3)
        {
            Assert.Equal(expected[i + 2], world[i + 2], tolerance);
            var root = i / 51 * 51;
            var (one, other) = (
                new Vector3(expected.AsSpan(i)) - new Vector3(expected.AsSpan(root)),
                new Vector3(world.AsSpan(i)) - new Vector3(world.AsSpan(root))
            );
            Assert.Equal(one.Length(), other.Length(), tolerance);
            // Left is still left: a mirrored body would turn the other way.
            var (left, otherLeft) = (Along(expected, root), Along(world, root));
            Assert.Equal(Vector3.Dot(Vector3.Cross(left, one), Vector3.UnitZ), Vector3.Dot(Vector3.Cross(otherLeft, other), Vector3.UnitZ), 1000 * tolerance);
        }
    }

    private static Vector3 Along(float[] world, int root) => new Vector3(world.AsSpan(root + 12)) - new Vector3(world.AsSpan(root + 3));
}
