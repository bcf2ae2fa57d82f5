using StreamLift.Capture.State;

namespace StreamLift.Capture.Time;

/// <summary>
/// Says when the next instant is: on a grid of Unix time, or at the frames of a reference camera, the one with the most frames a second. Where the
/// reference camera lacks a frame, another camera's frame takes its place, so that the instants have no gap. A function of the frames' times only.
/// </summary>
internal sealed class InstantSchedule(double? rateHz, double waitMs, CameraTimeline[] cameras)
{
    // Another camera becomes the reference if it has this much more frames a second: measured rates of equal cameras differ a little.
    private const double Faster = 1.2;
    private const double ReviewMs = 1000;
    private const double FirstReviewMs = 250;

    // While the reference camera's rate is unknown: between those of 250 and of 16 frames a second.
    private const double LeastPeriod = 2 * CameraTimeline.Tolerance;
    private const double MostPeriod = 60;

    private double _start = double.NaN;
    private double _review;
    private double _tick;
    private int _reference;

    /// <summary>The last instant that was closed, or where the rig began; NaN before the first frame.</summary>
    public double Last { get; private set; } = double.NaN;

    /// <summary>When the rig began, or began again after a silence.</summary>
    public double Start => _start;

    /// <summary>The camera whose frames are the instants.</summary>
    public int Reference => _reference;

    private double Period => cameras[_reference].PeriodMs;

    /// <summary>Finds the next instant.</summary>
    /// <param name="arrived">All frames before this time of any clock have arrived.</param>
    /// <param name="instant">The instant.</param>
    /// <returns>False while it depends on frames that may still come.</returns>
    public bool TryFind(double arrived, out double instant)
    {
        instant = double.NaN;
        if (!double.IsNaN(_start) && IsSilent(arrived))
            _start = double.NaN;
        if (double.IsNaN(_start) && !TryStart(arrived))
            return false;
        if (rateHz is not { } rate)
            return TryFindFrame(arrived, out instant);
        instant = _tick * 1000 / rate;
        return true;
    }

    /// <summary>The instant is closed.</summary>
    public void Pass(double instant)
    {
        Last = instant;
        _tick++;
        if (instant >= _review || !IsPresent(_reference, instant))
            Review(instant);
    }

    /// <summary>Begins again with the frames that are queued: the rig's time was wrong.</summary>
    public void Restart() => (_start, Last) = (double.NaN, double.NaN);

    /// <summary>Whether a camera is awaited at an instant.</summary>
    public bool IsPresent(int camera, double instant) => cameras[camera].IsPresent(instant, _start, waitMs);

    public void Save(StateWriter state)
    {
        state.Doubles([Last, _start, _review, _tick, rateHz ?? 0]);
        state.Int(_reference);
    }

    public void Restore(ref StateReader state)
    {
        (Last, _start, _review, _tick) = (state.Double(), state.Double(), state.Double(), state.Double());
        if (state.Double() != (rateHz ?? 0))
            _start = double.NaN; // ticks of another rate: begins again after the last instant
        _reference = state.Int();
        if ((uint)_reference >= (uint)cameras.Length)
            throw new InvalidDataException($"the state of the rig has camera {_reference} as its reference, of {cameras.Length} cameras");
    }

    /// <summary>Whether no camera has a frame within the silence after the last instant.</summary>
    private bool IsSilent(double arrived)
    {
        foreach (var camera in cameras)
        {
            var next = camera.FirstAfter(Last + CameraTimeline.Tolerance);
            if (next <= Last + CameraTimeline.Silence || (double.IsNaN(next) && arrived <= Last + CameraTimeline.Silence + camera.OffsetMs))
                return false;
        }
        return true;
    }

    private bool TryStart(double arrived)
    {
        var after = double.IsNaN(Last) ? double.NegativeInfinity : Last + CameraTimeline.Tolerance;
        var first = Earliest(after, arrived);
        if (double.IsNaN(first))
            return false;
        (_start, Last, _review) = (first, first - Math.Max(Period / 2, LeastPeriod) - 1, first + FirstReviewMs);
        _tick = rateHz is { } rate ? Math.Ceiling((first - CameraTimeline.Tolerance) * rate / 1000) : 0;
        return true;
    }

    private bool TryFindFrame(double arrived, out double instant)
    {
        var (after, until) = (Last + Math.Max(Period / 2, LeastPeriod), Last + (Period > 0 ? 1.5 * Period : MostPeriod));
        for (var rank = 0; rank <= cameras.Length; rank++)
        {
            var index = rank == 0 ? _reference : rank - 1;
            if ((rank > 0 && index == _reference) || !IsPresent(index, Math.Max(Last, _start)))
                continue;
            instant = cameras[index].FirstAfter(after);
            if (instant <= until)
                return true;
            if (double.IsNaN(instant) && arrived <= until + cameras[index].OffsetMs)
                return false;
        }

        instant = Earliest(after, arrived);
        return !double.IsNaN(instant);
    }

    /// <summary>The earliest frame after a time; NaN while an earlier one may still come.</summary>
    private double Earliest(double after, double arrived)
    {
        var earliest = double.PositiveInfinity;
        foreach (var camera in cameras)
            if (camera.FirstAfter(after) is var next && !double.IsNaN(next))
                earliest = Math.Min(earliest, next);
        if (double.IsPositiveInfinity(earliest))
            return double.NaN;
        foreach (var camera in cameras)
            if (double.IsNaN(camera.FirstAfter(after)) && arrived <= earliest + camera.OffsetMs)
                return double.NaN;
        return earliest;
    }

    private void Review(double instant)
    {
        _review = instant + ReviewMs;
        var best = -1;
        for (var i = 0; i < cameras.Length; i++)
            if (cameras[i].PeriodMs > 0 && IsPresent(i, instant) && (best < 0 || cameras[i].PeriodMs < cameras[best].PeriodMs))
                best = i;
        if (
            best >= 0
            && (!IsPresent(_reference, instant) || cameras[_reference].PeriodMs == 0 || Faster * cameras[best].PeriodMs < cameras[_reference].PeriodMs)
        )
            _reference = best;
    }
}
