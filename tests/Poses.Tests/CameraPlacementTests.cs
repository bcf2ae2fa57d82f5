using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Tests;

public sealed class CameraPlacementTests
{
    [Fact]
    public void World_to_camera_transform_and_back_returns_the_same_points() =>
        Prop.ForAll(Gen.Choose(-5000, 5000).ArrayOf(6).ToArbitrary(), numbers =>
            {
                float[] world = [.. numbers.Select(number => (float)number)];
                var camera = Human36mCameras.Find("S5", "60457274")!;
                var (seen, again) = (new float[6], new float[6]);
                camera.ToCamera(world, seen);
                camera.ToWorld(seen, again);
                return world.Zip(again).All(pair => Math.Abs(pair.First - pair.Second) < 0.01);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void World_to_camera_transform_rotates_then_translates_also_in_place()
    {
        // A quarter turn about z: x becomes y.
        var camera = new Camera("c", new(100, 100, 1, 1, 0, 0, Distortion.None), new([0, -1, 0, 1, 0, 0, 0, 0, 1], [10, 20, 30]));
        float[] points = [1, 2, 3, -4, 5, 6];

        camera.ToCamera(points, points);

        Assert.Equal([8, 21, 33, 5, 16, 36], points);
    }

    [Fact]
    public void Camera_without_extrinsics_refuses_a_world_transform()
    {
        var camera = new Camera("cam-1", new(100, 100, 1, 1, 0, 0, Distortion.None), null);

        Assert.Contains("cam-1", Assert.Throws<InvalidOperationException>(() => camera.ToCamera(new float[3], new float[3])).Message);
        Assert.Throws<InvalidOperationException>(() => camera.ToWorld(new float[3], new float[3]));
    }

    [Fact]
    public void Extrinsics_require_9_rotation_numbers_and_3_translation_numbers()
    {
        Assert.Throws<ArgumentException>(() => new Extrinsics([1, 0, 0], [0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new Extrinsics([1, 0, 0, 0, 1, 0, 0, 0, 1], [0]));
    }
}
