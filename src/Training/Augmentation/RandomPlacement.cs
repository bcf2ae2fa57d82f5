using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>The same motion facing another way, elsewhere in the room.</summary>
internal static class RandomPlacement
{
    private const float ShiftMm = 400;

    /// <summary>Turns the person about the vertical through their hip by any angle, and moves them on the floor.</summary>
    /// <param name="world">51 numbers, z up, mm; changed in place.</param>
    public static void Apply(Span<float> world, ref SampleRandom random)
    {
        var (sin, cos) = MathF.SinCos(random.Uniform(0, 2 * MathF.PI));
        var (hipX, hipY) = (world[0], world[1]);
        var (toX, toY) = (hipX + (ShiftMm * random.Normal()), hipY + (ShiftMm * random.Normal()));
        for (var i = 0; i < world.Length; i += 3)
        {
            var (x, y) = (world[i] - hipX, world[i + 1] - hipY);
            (world[i], world[i + 1]) = (toX + (cos * x) - (sin * y), toY + (sin * x) + (cos * y));
        }
    }
}
