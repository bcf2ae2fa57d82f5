using StreamLift.Capture.Geometry;
using StreamLift.Capture.State;

namespace StreamLift.Capture.Residuals;

/// <summary>
/// The velocity of one person's trunk over the last observations. The one at hand is left out of it: its noise is also in the residuals, and would look like
/// an offset.
/// </summary>
internal sealed class TrunkMotion
{
    // Four observations span about 200 ms: long against the noise of a joint, short against a change of pace.
    private const int Observations = 4;
    private const double LeastMs = 90;
    private const double MostMs = 500;

    private readonly double[] _times = new double[Observations];
    private readonly Point3[] _centres = new Point3[Observations];
    private int _count;

    /// <summary>The person's id.</summary>
    public long Id { get; set; }

    /// <summary>The time of the last observation, Unix ms.</summary>
    public double LastMs => _count > 0 ? _times[_count - 1] : double.NegativeInfinity;

    /// <summary>Forgets everything.</summary>
    public void Reset() => _count = 0;

    /// <summary>The velocity before a time, mm/ms.</summary>
    /// <returns>False while the person has not been observed for long enough.</returns>
    public bool TryVelocity(double timestampMs, out Point3 velocity)
    {
        velocity = default;
        if (_count < 2 || timestampMs - _times[0] > MostMs || _times[_count - 1] - _times[0] < LeastMs)
            return false;
        velocity = (_centres[_count - 1] - _centres[0]) / (_times[_count - 1] - _times[0]);
        return true;
    }

    /// <summary>Adds an observation.</summary>
    public void Add(double timestampMs, Point3 centre)
    {
        if (timestampMs - LastMs > MostMs)
            _count = 0;
        if (_count == Observations)
        {
            _times.AsSpan(1).CopyTo(_times);
            _centres.AsSpan(1).CopyTo(_centres);
            _count--;
        }
        (_times[_count], _centres[_count]) = (timestampMs, centre);
        _count++;
    }

    public void Save(StateWriter state)
    {
        state.Long(Id);
        state.Int(_count);
        for (var i = 0; i < _count; i++)
            state.Doubles([_times[i], _centres[i].X, _centres[i].Y, _centres[i].Z]);
    }

    public void Restore(ref StateReader state)
    {
        Id = state.Long();
        _count = Math.Clamp(state.Int(), 0, Observations);
        for (var i = 0; i < _count; i++)
            (_times[i], _centres[i]) = (state.Double(), new Point3(state.Double(), state.Double(), state.Double()));
    }
}
