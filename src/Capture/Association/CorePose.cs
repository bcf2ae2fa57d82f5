using StreamLift.Capture.Geometry;

namespace StreamLift.Capture.Association;

/// <summary>Where the core joints of one person are, from the rays of its sightings or as predicted. Reused; not thread-safe.</summary>
internal sealed class CorePose
{
    private const int LeastJoints = 3;

    // What a difference of the lifted pose counts beside the rays.
    private const double BonesWeight = 1;

    private readonly Point3[] _points = new Point3[CoreJoints.Count];
    private readonly Variance[] _variances = new Variance[CoreJoints.Count];
    private readonly Point3[] _bones = new Point3[CoreJoints.BoneCount];
    private Point3 _axis;

    /// <summary>The joints, mm; NaN for one that is not known.</summary>
    public Span<Point3> Points => _points;

    /// <summary>How well each joint is known.</summary>
    public Span<Variance> Variances => _variances;

    /// <summary>The directions of the bones; call <see cref="PointsChanged"/> before.</summary>
    public ReadOnlySpan<Point3> Bones => _bones;

    /// <summary>The middle of the hips and shoulders that are known; NaN for none.</summary>
    public Point3 Trunk
    {
        get
        {
            var (sum, count) = (default(Point3), 0);
            foreach (var joint in (ReadOnlySpan<int>)[0, 3, 6, 9])
                if (!double.IsNaN(_points[joint].X))
                    (sum, count) = (sum + _points[joint], count + 1);
            return sum / (count > 0 ? count : double.NaN);
        }
    }

    /// <summary>Computes the bones.</summary>
    /// <param name="axis">The axis of <see cref="Variances"/>, of length 1.</param>
    public void PointsChanged(Point3 axis)
    {
        _axis = axis;
        BoneDirections.Write(_points, _bones);
    }

    /// <summary>Triangulates each joint that two sightings of a group see; the others become NaN. Their variance counts as 0.</summary>
    /// <returns>The number of triangulated joints.</returns>
    public int Triangulate(Sightings sightings, ReadOnlySpan<int> group)
    {
        var count = 0;
        for (var joint = 0; joint < CoreJoints.Count; joint++)
        {
            PointSolver first = default,
                second = default;
            foreach (var sighting in group)
                if (sightings.Rays(sighting)[joint] is { IsSeen: true } ray)
                    first.Add(sightings.LensOf(sighting).Centre, ray.Direction, ray.Weight);
            _variances[joint] = default;
            if (!first.TrySolve(out _points[joint]))
                continue;
            count++;
            if (group.Length == 2)
                continue;
            // A near camera's ray is the more exact one.
            foreach (var sighting in group)
            {
                ref readonly var lens = ref sightings.LensOf(sighting);
                if (sightings.Rays(sighting)[joint] is not { IsSeen: true } ray)
                    continue;
                var depth = (_points[joint] - lens.Centre).Dot(ray.Direction);
                var error = RayError.ToPoint(lens, ray.Direction, _points[joint], 0, out _);
                var trust = 1 - (error / RayError.Most);
                second.Add(lens.Centre, ray.Direction, ray.Weight * Math.Max(trust * trust, 1e-3) * 1e4 / (RayError.Body + (lens.Noise * depth * depth)));
            }
            if (second.TrySolve(out var point))
                _points[joint] = point;
        }
        PointsChanged(default);
        return count;
    }

    /// <summary>The mean error of a sighting's rays; NaN where fewer than three joints are seen and known.</summary>
    public double Error(Sightings sightings, int sighting) => Error(sightings, sighting, out _);

    /// <summary>
    /// What it costs to say that a sighting is this person: the mean error, more for joints that are badly known, and for a lifted pose that is another;
    /// NaN where fewer than three joints are seen and known.
    /// </summary>
    /// <param name="sightings">The instant.</param>
    /// <param name="sighting">The sighting.</param>
    /// <param name="error">The mean error alone.</param>
    public double Cost(Sightings sightings, int sighting, out double error)
    {
        error = Error(sightings, sighting, out var spread);
        return error + spread + (BonesWeight * BoneDirections.Difference(sightings.Bones(sighting), _bones));
    }

    /// <summary>The mean distance of the joints that both know; NaN where there are fewer than three.</summary>
    public double To(CorePose other)
    {
        var (sum, count) = (0.0, 0);
        for (var joint = 0; joint < CoreJoints.Count; joint++)
            if (_points[joint].To(other._points[joint]) is var distance && !double.IsNaN(distance))
                (sum, count) = (sum + distance, count + 1);
        return count >= LeastJoints ? sum / count : double.NaN;
    }

    // The spread is half the mean logarithm of how much larger the expected square is for what is not known of the joints.
    private double Error(Sightings sightings, int sighting, out double spread)
    {
        ref readonly var lens = ref sightings.LensOf(sighting);
        var rays = sightings.Rays(sighting);
        double sum = 0,
            weights = 0,
            spreads = 1;
        var count = 0;
        for (var joint = 0; joint < CoreJoints.Count; joint++)
        {
            if (!rays[joint].IsSeen || double.IsNaN(_points[joint].X))
                continue;
            var variance = _variances[joint].Across(rays[joint].Direction, _axis);
            sum += rays[joint].Weight * RayError.ToPoint(lens, rays[joint].Direction, _points[joint], variance, out var wider);
            weights += rays[joint].Weight;
            spreads *= wider;
            count++;
        }
        spread = Math.Log(spreads) / (2 * count);
        return count >= LeastJoints ? sum / weights : double.NaN;
    }
}

/// <summary>How well a joint is known.</summary>
/// <param name="Along">The variance along an axis, mm².</param>
/// <param name="Others">The variance in each direction across it, mm².</param>
internal readonly record struct Variance(double Along, double Others)
{
    /// <summary>The greatest variance across a ray.</summary>
    public double Across(Point3 ray, Point3 axis) => Others + (Math.Max(0, Along - Others) * (1 - (ray.Dot(axis) * ray.Dot(axis))));
}
