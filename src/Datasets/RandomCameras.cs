using System.Numerics;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Datasets;

/// <summary>
/// Makes four cameras around a take without cameras, one on each side. The height (0.8 to 2.2 m) and the focal length are random, and each camera
/// sees the whole take. A take always gets the same cameras.
/// </summary>
internal static class RandomCameras
{
    public const int Usual = 4;
    private const int Side = 1000;

    /// <summary>The usual four cameras or, if more are wanted, that many.</summary>
    public static IReadOnlyList<Camera> Around(Take take, int wanted = Usual)
    {
        var number = Math.Max(Usual, wanted);
        var random = new Random(Seed(take.Name));
        Vector3 least = new(float.MaxValue),
            most = new(float.MinValue);
        for (var i = 0; i < take.World.Length; i += 3)
            (least, most) = (Vector3.Min(least, new Vector3(take.World.AsSpan(i))), Vector3.Max(most, new Vector3(take.World.AsSpan(i))));
        var (middle, radius) = ((least + most) / 2, Vector3.Distance(least, most) / 2);
        return [.. Enumerable.Range(0, number).Select(i => One(i, number, middle, radius, least.Z, random))];
    }

    private static Camera One(int index, int number, Vector3 middle, float radius, float floor, Random random)
    {
        var azimuth = (index + random.NextSingle()) * MathF.Tau / number;
        var distance = Math.Max(4000, radius + 1500) * (1 + (0.3f * random.NextSingle()));
        var focal = Side * (1 + (0.4f * random.NextSingle()));
        var at = new Vector3(
            middle.X + (distance * MathF.Cos(azimuth)),
            middle.Y + (distance * MathF.Sin(azimuth)),
            floor + 800 + (1400 * random.NextSingle())
        );
        var lens = new Intrinsics(Side, Side, focal, focal, Side / 2.0, Side / 2.0, Distortion.None);
        return new Camera($"random-{index + 1}", lens, Extrinsics.LookingAt(at, middle));
    }

    // string.GetHashCode differs between processes.
    private static int Seed(string name) => name.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter));
}
