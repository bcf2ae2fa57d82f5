using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Files.Grid;
using StreamLift.Rigs;

namespace StreamLift.Files.Tests.Grid;

public class YUpTests
{
    public static TheoryData<WorldUp> Axes => [.. Enum.GetValues<WorldUp>()];

    [Theory]
    [MemberData(nameof(Axes))]
    public void Axis_that_is_up_becomes_y_by_a_rotation(WorldUp up)
    {
        var axes = new YUp(up);
        Assert.Equal(Vector3.UnitY, axes.Turn(up.Vector()));
        var (x, y, z) = (axes.Turn(Vector3.UnitX), axes.Turn(Vector3.UnitY), axes.Turn(Vector3.UnitZ));
        Assert.Equal(1, Vector3.Dot(Vector3.Cross(x, y), z)); // −1 would swap left and right
        Assert.Equal(new Vector3(1, 2, 3), axes.Back(axes.Turn(new Vector3(1, 2, 3))));
    }

    [Fact]
    public void Axes_of_a_camera_are_turned_upright_whatever_the_world_s_are() =>
        Assert.Equal(Vector3.UnitY, YUp.Of(MotionSpace.Camera, WorldUp.Z).Turn(-Vector3.UnitY));
}
