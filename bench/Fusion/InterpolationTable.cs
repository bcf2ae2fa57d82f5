using System.Globalization;
using StreamLift.Datasets.Scenes;

namespace StreamLift.Bench;

/// <summary>
/// How far interpolated keypoints are from the true ones, root mean square along an axis, px: the nearest frame's, on the line between two frames, and on the
/// parabola through the frame before as well. Instants are anywhere between two frames.
/// </summary>
internal static class InterpolationTable
{
    private const int Joints = 17;

    public static void Print(Scenes scenes)
    {
        var scene = scenes.Make(new SceneOptions());
        Console.WriteLine("| frames/s | noise px | nearest px | line px | parabola px |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var rate in (double[])[25, 30, 60])
        foreach (var noise in (double[])[0, 3, 5])
            Print(scene, rate, noise);
    }

    private static void Print(PeopleScene scene, double rate, double noise)
    {
        var (period, random) = (1000 / rate, new Random(1));
        Mean nearest = new(),
            line = new(),
            parabola = new();
        for (var person = 0; person < scene.People; person++)
        for (var at = period; at + (2 * period) < 1000 * scene.Options.Seconds; at += period)
        {
            var share = random.NextDouble();
            var (a, b, c, truth) = (Seen(at - period), Seen(at), Seen(at + period), Seen(at + (share * period)));
            for (var i = 0; i < truth.Length; i++)
            {
                var (x, y, z) = (a[i] + (noise * Normal(random)), b[i] + (noise * Normal(random)), c[i] + (noise * Normal(random)));
                var straight = y + (share * (z - y));
                Add(nearest, (share < 0.5 ? y : z) - truth[i]);
                Add(line, straight - truth[i]);
                Add(parabola, straight - (share * (1 - share) / 2 * (x - (2 * y) + z)) - truth[i]);
            }

            float[] Seen(double ms)
            {
                var (world, pixels) = (new float[3 * Joints], new float[2 * Joints]);
                var camera = scene.Cameras[0].Camera;
                scene.World(person, ms, world);
                camera.ToCamera(world, world);
                camera.Project(world, pixels);
                return pixels;
            }
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {rate} | {noise} | {Math.Sqrt(nearest.Value):F1} | {Math.Sqrt(line.Value):F1} | {Math.Sqrt(parabola.Value):F1} |"
            )
        );
    }

    private static void Add(Mean mean, double error) => mean.Add(error * error);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
