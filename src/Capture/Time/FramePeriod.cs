using StreamLift.Capture.State;

namespace StreamLift.Capture.Time;

/// <summary>
/// The usual time between two frames of a camera: the mean of the last gaps that are near their median. Timestamps that a computer gives on arrival come in
/// bursts, and a lost frame doubles a gap: neither may count, the first gap of all least. The mean, since whole milliseconds round.
/// </summary>
internal sealed class FramePeriod
{
    private const int Most = 16;
    private const double Near = 0.6; // a gap of a lost frame is at 0.5

    private readonly double[] _gaps = new double[Most];
    private readonly double[] _sorted = new double[Most];
    private int _count;
    private int _next;

    /// <summary>The period, ms; 0 while unknown.</summary>
    public double Ms { get; private set; }

    /// <summary>Takes the time between two frames, ms.</summary>
    public void Add(double gap)
    {
        _gaps[_next] = gap;
        _next = (_next + 1) % Most;
        _count = Math.Min(_count + 1, Most);
        Ms = Usual();
    }

    public void Save(StateWriter state)
    {
        state.Int(_count);
        state.Int(_next);
        state.Doubles(_gaps);
    }

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public void Restore(ref StateReader state)
    {
        (_count, _next) = (state.Int(), state.Int());
        if (_count is < 0 or > Most || _next is < 0 or >= Most)
            throw new InvalidDataException($"the state of the rig has {_count} gaps between frames, and the next at {_next}; {Most} are kept");
        state.Doubles(_gaps);
        Ms = _count == 0 ? 0 : Usual();
    }

    private double Usual()
    {
        var sorted = _sorted.AsSpan(0, _count);
        _gaps.AsSpan(0, _count).CopyTo(sorted);
        sorted.Sort();
        var median = sorted[_count / 2];
        var (sum, near) = (0.0, 0);
        foreach (var gap in sorted)
            if (gap > Near * median && gap * Near < median)
                (sum, near) = (sum + gap, near + 1);
        return sum / near;
    }
}
