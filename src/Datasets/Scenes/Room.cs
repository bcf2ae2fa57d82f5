using System.Numerics;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets.Scenes;

/// <summary>A square room with cameras on its walls. People walk around its middle, the world's origin, z up, mm.</summary>
internal static class Room
{
    private const double Margin = 1500; // between the ground where people walk and a wall
    private const float AimHeight = 500; // so that a wide lens has the whole floor in view
    private const float LowestCamera = 2200,
        CameraSteps = 150;

    /// <summary>The side of the square where people walk: 4 m² for each, at least 3 m.</summary>
    public static double Side(int people) => Math.Max(3000, 2000 * Math.Sqrt(people));

    /// <summary>camera-1 … on the walls, evenly spaced from a corner on, at heights from 2.2 m to 2.65 m.</summary>
    /// <param name="count">The number of cameras.</param>
    /// <param name="side">The side of the square where people walk.</param>
    /// <param name="middle">The middle of that square.</param>
    public static IReadOnlyList<Camera> Cameras(int count, double side, Vector2 middle)
    {
        var wall = (float)(side + (2 * Margin));
        // Two cameras in opposite corners would look along the same line.
        var spread = count == 2 ? 4 : count;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var at = middle + OnWall(4f * i / spread, wall);
                    return new Camera(
                        $"camera-{i + 1}",
                        Lens(i),
                        Extrinsics.LookingAt(new Vector3(at, LowestCamera + (CameraSteps * (i % 4))), new Vector3(middle, AimHeight))
                    );
                }),
        ];
    }

    /// <summary>A point on the walls.</summary>
    /// <param name="along">How many walls from the first corner.</param>
    /// <param name="wall">The length of a wall.</param>
    private static Vector2 OnWall(float along, float wall)
    {
        var (side, part) = ((int)along % 4, (along - (int)along - 0.5f) * wall);
        return side switch
        {
            0 => new(part, -wall / 2),
            1 => new(wall / 2, part),
            2 => new(-part, wall / 2),
            _ => new(-wall / 2, -part),
        };
    }

    // Two kinds of camera, no two alike.
    private static Intrinsics Lens(int i)
    {
        var bend = new Distortion(DistortionForm.OpenCv, -0.12 - (0.01 * (i % 3)), 0.08, 0, 0.0005, -0.0003);
        return i % 2 == 0
            ? new(1920, 1080, 1050 + (7 * (i % 5)), 1052 + (7 * (i % 5)), 968 - (3 * (i % 4)), 534 + (2 * (i % 4)), bend)
            : new(1440, 1080, 960 + (6 * (i % 5)), 961 + (6 * (i % 5)), 712 + (4 * (i % 4)), 545 - (2 * (i % 4)), bend);
    }
}
