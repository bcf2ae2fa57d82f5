using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>Augmentation: rotates and moves the person in the room.</summary>
internal static class RandomPlacement
{
    private const float ShiftMm = 400;

    /// <summary>Rotates the person about the vertical axis through the hip by a random angle, and moves them on the floor.</summary>
    /// <param name="world">51 numbers, z up, mm. Changed in place.</param>
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
