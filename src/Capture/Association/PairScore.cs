using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Association;

/// <summary>How well two sightings of two views fit together as one person. Reused; not thread-safe.</summary>
/// <param name="rig">The cameras.</param>
internal sealed class PairScore(CaptureRig rig)
{
    private const int LeastJoints = 4;

    // Above this the rays are too far apart, whatever else fits.
    private const double MostGap = 2.5;

    // If nothing of the body were possible.
    private const double ImpossibleBody = 6;

    // What a difference of poses counts beside the rays: those of people who face apart differ by 0.8 and more, those of one person by 0.1.
    private const double BonesWeight = 2;
    private const double Lowest = -400,
        Highest = 2600;

    private readonly CorePose _pose = new();
    private readonly int[] _pair = new int[2];

    /// <summary>The mean error of the rays, and more for a body that can't be or that the lifted poses contradict; NaN where they can't be compared.</summary>
    public double Of(Sightings sightings, int one, int other)
    {
        var gap = Gap(sightings, one, other);
        if (!(gap <= MostGap))
            return double.NaN;
        (_pair[0], _pair[1]) = (one, other);
        if (_pose.Triangulate(sightings, _pair) < LeastJoints)
            return double.NaN;
        var difference =
            BoneDirections.Difference(sightings.Bones(one), sightings.Bones(other))
            + BoneDirections.Difference(sightings.Bones(one), _pose.Bones)
            + BoneDirections.Difference(sightings.Bones(other), _pose.Bones);
        return gap + (ImpossibleBody * Impossible()) + (BonesWeight * difference);
    }

    private static double Gap(Sightings sightings, int one, int other)
    {
        var rays = sightings.Rays(one);
        var others = sightings.Rays(other);
        ref readonly var lens = ref sightings.LensOf(one);
        ref readonly var otherLens = ref sightings.LensOf(other);
        double sum = 0,
            weights = 0;
        var count = 0;
        for (var joint = 0; joint < CoreJoints.Count; joint++)
        {
            if (!rays[joint].IsSeen || !others[joint].IsSeen)
                continue;
            var error = RayError.Between(lens, rays[joint].Direction, otherLens, others[joint].Direction);
            if (double.IsNaN(error))
                continue;
            var weight = rays[joint].Weight * others[joint].Weight;
            (sum, weights, count) = (sum + (weight * error), weights + weight, count + 1);
        }
        return count >= LeastJoints ? sum / weights : double.NaN;
    }

    // The share of bones that are too short or too long, and of joints under the floor or in the air.
    private double Impossible()
    {
        int wrong = 0,
            all = 0;
        for (var bone = 0; bone < CoreJoints.BoneCount; bone++)
        {
            var length = _pose.Points[CoreJoints.From[bone]].To(_pose.Points[CoreJoints.To[bone]]);
            if (double.IsNaN(length))
                continue;
            all++;
            wrong += length < CoreJoints.Shortest[bone] || length > CoreJoints.Longest[bone] ? 1 : 0;
        }
        if (rig is { Up: { } up, Floor: { } floor })
            foreach (var point in _pose.Points)
            {
                if (double.IsNaN(point.X))
                    continue;
                all++;
                wrong += up.Dot(point) - floor is < Lowest or > Highest ? 1 : 0;
            }
        return all == 0 ? 0 : (double)wrong / all;
    }
}
