using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Scenes;

/// <summary>A recorded take, turned about the vertical and shifted on the floor.</summary>
/// <param name="take">17 joints (h36m17) × xyz per frame, mm, z up.</param>
/// <param name="rate">Frames per second of the take.</param>
internal sealed class RecordedPerson(float[] take, double rate) : IPersonMotion
{
    private const int Width = Skeletons.PoseWidth;

    /// <inheritdoc/>
    public double Seconds => (Frames - 1) / rate;

    /// <summary>Where the take is in the scene.</summary>
    public TakePlace Place { get; set; }

    private int Frames => take.Length / Width;

    /// <inheritdoc/>
    public void World(double seconds, Span<float> world)
    {
        var at = Math.Clamp(seconds * rate, 0, Frames - 1);
        var from = Math.Min((int)at, Math.Max(0, Frames - 2));
        // A frame's own time may be a rounding error beside it.
        if (Math.Abs(at - Math.Round(at)) < 1e-6)
            Frame((int)Math.Round(at)).CopyTo(world);
        else
        {
            var (before, to, after) = (Math.Max(0, from - 1), from + 1, Math.Min(Frames - 1, from + 2));
            CubicMotion.Interpolate((before, from, to, after), Frame(before), Frame(from), Frame(to), Frame(after), at, world[..Width]);
        }
        Place.Apply(world[..Width]);
    }

    private ReadOnlySpan<float> Frame(int frame) => take.AsSpan(frame * Width, Width);
}

/// <summary>A turn about the world's vertical axis and then a shift on the floor, mm.</summary>
internal readonly record struct TakePlace(double Turn, double X, double Y)
{
    /// <summary>Turns and shifts points.</summary>
    public void Apply(Span<float> world)
    {
        var (sine, cosine) = Math.SinCos(Turn);
        for (var i = 0; i < world.Length; i += 3)
        {
            double x = world[i],
                y = world[i + 1];
            (world[i], world[i + 1]) = ((float)((cosine * x) - (sine * y) + X), (float)((sine * x) + (cosine * y) + Y));
        }
    }
}
