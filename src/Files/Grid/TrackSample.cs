using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Grid;

/// <summary>What is known of a person at one time: a copy that may be kept.</summary>
/// <param name="Ms">The time, Unix ms.</param>
/// <param name="Joints">51 numbers, mm; NaN: not known.</param>
/// <param name="Layout">The layout of the points. Null: none.</param>
/// <param name="Points">x, y, z of each joint of that layout, mm; NaN: not known.</param>
internal sealed record TrackSample(double Ms, float[] Joints, Skeleton? Layout, float[] Points)
{
    /// <summary>A copy of a person.</summary>
    public static TrackSample Of(double ms, MotionPerson person) => new(ms, [.. person.Joints], person.PointsLayout, person.Points.ToArray());

    /// <summary>What lies between two samples, on a straight line.</summary>
    /// <param name="before">The earlier.</param>
    /// <param name="after">The later.</param>
    /// <param name="ms">A time between them.</param>
    public static TrackSample Between(TrackSample before, TrackSample after, double ms)
    {
        var share = (float)((ms - before.Ms) / (after.Ms - before.Ms));
        return new TrackSample(
            ms,
            Mix(before.Joints, after.Joints, share),
            before.Layout,
            before.Layout == after.Layout ? Mix(before.Points, after.Points, share) : before.Points
        );
    }

    private static float[] Mix(float[] from, float[] to, float share)
    {
        var mixed = new float[from.Length];
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = from[i] + (share * (to[i] - from[i]));
        return mixed;
    }
}
