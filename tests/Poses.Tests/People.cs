using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Tests;

/// <summary>People before cameras, at random but the same for a seed.</summary>
internal static class People
{
    /// <summary>17 joints within a metre of a place before the camera, mm.</summary>
    public static float[] Somewhere(Random random)
    {
        var z = random.Next(2500, 7000);
        var (x, y) = ((random.NextDouble() - 0.5) * 0.5 * z, (random.NextDouble() - 0.5) * 0.4 * z);
        return
        [
            .. Enumerable
                .Range(0, 17)
                .SelectMany(_ => new[] { x + random.Next(-400, 400), y + random.Next(-900, 900), z + random.Next(-400, 400) })
                .Select(number => (float)number),
        ];
    }

    /// <summary>x, y, score 1 of each.</summary>
    public static float[] Seen(ReadOnlySpan<float> points, Camera camera)
    {
        var (pixels, keypoints) = (new float[points.Length / 3 * 2], new float[points.Length]);
        camera.Project(points, pixels);
        for (var joint = 0; joint < points.Length / 3; joint++)
            (keypoints[3 * joint], keypoints[(3 * joint) + 1], keypoints[(3 * joint) + 2]) = (pixels[2 * joint], pixels[(2 * joint) + 1], 1);
        return keypoints;
    }

    /// <summary>Turned about the camera's down axis, then about its right one.</summary>
    public static float[] Turned(ReadOnlySpan<float> points, double yaw, double pitch)
    {
        var turned = points.ToArray();
        for (var i = 0; i < turned.Length; i += 3)
        {
            var (x, z) = ((Math.Cos(yaw) * points[i]) + (Math.Sin(yaw) * points[i + 2]), (Math.Cos(yaw) * points[i + 2]) - (Math.Sin(yaw) * points[i]));
            var y = (Math.Cos(pitch) * points[i + 1]) - (Math.Sin(pitch) * z);
            (turned[i], turned[i + 1], turned[i + 2]) = ((float)x, (float)y, (float)((Math.Sin(pitch) * points[i + 1]) + (Math.Cos(pitch) * z)));
        }
        return turned;
    }
}
