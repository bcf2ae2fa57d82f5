using StreamLift.Capture.State;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Residuals;

/// <summary>How well one camera agrees with the rig: the running median of its residuals and the share of its joints that are used.</summary>
internal sealed class CameraResiduals
{
    // The median moves by this share with each joint: it settles within some hundred joints.
    private const double Step = 0.01;

    // The share is that of about the last hundred observations, 7 s.
    private const double Decay = 0.99;

    // Times the median: 4.4 standard deviations of normal noise in two coordinates.
    private const double MostOfMedian = 3.7;

    private double _seen;
    private double _used;

    /// <summary>The median distance between seen and projected joints, px.</summary>
    public double Median { get; private set; } = 5;

    /// <summary>The share of the seen joints that belong to a person and are near where the person's joint is; NaN before the first.</summary>
    public double Used => _seen > 0 ? _used / _seen : double.NaN;

    /// <summary>Whether any joint has been measured.</summary>
    public bool IsMeasured => _used > 0;

    /// <summary>Counts the joints that the camera saw.</summary>
    public void See(ViewFrame view)
    {
        (_seen, _used) = (Decay * _seen, Decay * _used);
        for (var person = 0; person < view.Count; person++)
        {
            var body = view.Body(person);
            for (var i = 2; i < body.Length; i += 3)
                if (body[i] > 0)
                    _seen++;
        }
    }

    /// <summary>Measures the residuals of a person.</summary>
    public void Measure(ViewResiduals residuals)
    {
        for (var joint = 0; joint < ViewFrame.BodyJoints; joint++)
        {
            var (x, y) = (residuals.Errors[2 * joint], residuals.Errors[(2 * joint) + 1]);
            if (double.IsNaN(x))
                continue;
            var distance = Math.Sqrt((x * x) + (y * y));
            Median = Math.Max(0.01, Median * (distance > Median ? 1 + Step : 1 - Step));
            if (distance <= Math.Max(MostOfMedian * Median, 1))
                _used++;
        }
    }

    /// <summary>The weight of a residual: that of normal noise, and less for outliers (Cauchy), 1/px².</summary>
    public double Weight(double x, double y)
    {
        // The median of the length of two normal coordinates is 1.18 of their standard deviation.
        var variance = Math.Max(1, Median * Median / 1.39);
        return 1 / (variance * (1 + (((x * x) + (y * y)) / (9 * variance))));
    }

    public void Save(StateWriter state) => state.Doubles([_seen, _used, Median]);

    public void Restore(ref StateReader state) => (_seen, _used, Median) = (state.Double(), state.Double(), state.Double());
}
