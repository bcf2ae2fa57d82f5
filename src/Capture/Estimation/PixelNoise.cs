using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>
/// The noise of each view's keypoints, px: from how well the rays of this instant meet, and from what the person's track kept of earlier ones.
/// Reused; not thread-safe.
/// </summary>
internal sealed class PixelNoise(CaptureRig rig)
{
    private const int Joints = ViewFrame.BodyJoints;

    // Without a second camera nothing tells the noise: the usual error of a detector, at usual distances.
    private const double Usual = 8;
    private const double UsualFreedom = 40;
    private const double KnownFreedom = 200;
    private const double Least = 0.1;
    private const double Most = 60;
    private const int FewestJoints = 4;

    // The median of χ² with 1, 3, 5 … degrees of freedom over their number.
    private static readonly double[] MedianOverMean = [0.455, 0.789, 0.870, 0.907, 0.927];

    private readonly double[] _information = new double[rig.Cameras.Count];
    private readonly double[] _variance = new double[rig.Cameras.Count];
    private readonly double[] _squares = new double[rig.Cameras.Count];
    private readonly double[] _freedom = new double[rig.Cameras.Count];
    private readonly double[] _ratios = new double[Joints];
    private double _first;
    private double _firstFreedom;

    /// <summary>The variance of a joint with score 1 along each axis of a view, px².</summary>
    public double Variance(int view) => _variance[view];

    /// <summary>One over the variance.</summary>
    public double Information(int view) => _information[view];

    /// <summary>The first guess of an instant.</summary>
    public void Begin(Observations seen, Body body, Point3[] joints)
    {
        (_first, _firstFreedom) = (Usual * Usual, seen.Count > 1 ? 2 : UsualFreedom);
        var isKnown = IsKept = IsKnown(seen, body);
        var count = 0;
        for (var joint = 0; !isKnown && joint < Joints; joint++)
            if (seen.Seen[joint] > 1 && Disagreement(seen, joint, joints[joint]) is > 0 and var ratio)
                _ratios[count++] = ratio;
        if (count >= FewestJoints)
        {
            _ratios.AsSpan(0, count).Sort();
            (_first, _firstFreedom) = (Math.Clamp(_ratios[count / 2], Least * Least, Most * Most), 2);
        }
        else
            _firstFreedom = isKnown ? 0 : UsualFreedom;

        for (var view = 0; view < seen.Count; view++)
        {
            var (squares, freedom) = body.Noise(seen.Camera[view]);
            Set(view, (squares + (_firstFreedom * _first)) / (freedom + _firstFreedom));
        }
    }

    /// <summary>Whether the track has told the noise of each view before this instant.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Estimates the noise again from the residuals of a solution with its covariance.</summary>
    public void Update(Observations seen, Body body, RayTerms rays, Point3[] joints, TreeSolver solver)
    {
        for (var view = 0; view < seen.Count; view++)
        {
            var (squares, freedom) = (0.0, 0.0);
            for (var joint = 0; joint < Joints; joint++)
            {
                var i = (Joints * view) + joint;
                ref readonly var ray = ref seen.Ray[i];
                if (!ray.IsSeen)
                    continue;
                var (pixels, weight) = (ray.Pixels(joints[joint]), rays.Trust[i] * ray.Weight);
                // the share of the noise that the solution has followed
                var followed = weight * pixels * pixels * _information[view] * solver.Covariance[joint].Common(ray.Matrix);
                squares += weight * ray.Squared(joints[joint], pixels);
                freedom += rays.Trust[i] * Math.Max(0.05, 2 - followed);
            }

            (_squares[view], _freedom[view]) = (squares, freedom);
            var (kept, keptFreedom) = body.Noise(seen.Camera[view]);
            Set(view, (kept + squares + (_firstFreedom * _first)) / (keptFreedom + freedom + _firstFreedom));
        }
    }

    /// <summary>Keeps the noise of this instant with the person. One camera alone learns nothing: its residuals are those of the lifted pose.</summary>
    public void Keep(Observations seen, Body body)
    {
        for (var view = 0; seen.Count > 1 && view < seen.Count; view++)
            body.LearnNoise(seen.Camera[view], _squares[view], _freedom[view]);
    }

    private void Set(int view, double variance)
    {
        _variance[view] = Math.Clamp(variance, Least * Least, Most * Most);
        _information[view] = 1 / _variance[view];
    }

    private static bool IsKnown(Observations seen, Body body)
    {
        for (var view = 0; view < seen.Count; view++)
            if (body.Noise(seen.Camera[view]).Freedom < KnownFreedom)
                return false;
        return seen.Count > 1;
    }

    // How far the rays of a joint pass each other, as a variance, px².
    private static double Disagreement(Observations seen, int joint, Point3 near)
    {
        var (information, side) = (Symmetric3.Identity(1e-9), 1e-9 * near);
        for (var view = 0; view < seen.Count; view++)
        {
            ref readonly var ray = ref seen.Ray[(Joints * view) + joint];
            if (!ray.IsSeen)
                continue;
            var pixels = ray.Pixels(near);
            var weight = ray.Weight * pixels * pixels;
            information += weight * ray.Matrix;
            side += weight * ray.Side;
        }

        var at = information.Inverse * side;
        var (squares, rays) = (0.0, 0);
        for (var view = 0; view < seen.Count; view++)
        {
            ref readonly var ray = ref seen.Ray[(Joints * view) + joint];
            if (!ray.IsSeen)
                continue;
            squares += ray.Weight * ray.Squared(at);
            rays++;
        }

        return squares / ((2 * rays) - 3) / MedianOverMean[Math.Min(rays - 2, MedianOverMean.Length - 1)];
    }
}
