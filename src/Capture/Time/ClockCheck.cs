using StreamLift.Capture.State;

namespace StreamLift.Capture.Time;

/// <summary>
/// Tells a clock that is wrong from a pause of the whole rig. A frame more than ten seconds from the newest one of the rig is held back: cameras that go on
/// near the old time prove its clock wrong, and its frames are refused; when more cameras have come to the new time than are left at the old one, or
/// nobody is left there for a second, the rig goes on at the new time.
/// </summary>
internal sealed class ClockCheck
{
    /// <summary>Clocks further apart than this are not those of one rig, ms.</summary>
    public const double Far = 10_000;

    private const double Alone = 1000;

    private readonly Clock[] _clocks;

    public ClockCheck(int cameras)
    {
        _clocks = new Clock[cameras];
        Array.Fill(_clocks, new Clock(double.NaN, double.NaN, double.NaN, false));
    }

    /// <summary>The newest time of the rig, Unix ms; NaN before the first frame.</summary>
    public double Newest { get; private set; } = double.NaN;

    /// <summary>How far a camera's clock is ahead of the rig's while it is more than ten seconds off, ms; 0 else.</summary>
    public double Ahead(int camera) => double.IsNaN(_clocks[camera].Claim) ? 0 : _clocks[camera].Claim - Newest;

    /// <summary>The newest time of the other cameras, Unix ms, without those whose clock is far off; negative infinity before their first frame.</summary>
    public double NewestOfOthers(int camera)
    {
        var newest = double.NegativeInfinity;
        for (var i = 0; i < _clocks.Length; i++)
            if (i != camera && _clocks[i].Near > newest && double.IsNaN(_clocks[i].Claim))
                newest = _clocks[i].Near;
        return newest;
    }

    /// <summary>Judges the time of a camera's frame.</summary>
    public ClockVerdict Judge(int camera, double time)
    {
        ref var clock = ref _clocks[camera];
        if (double.IsNaN(Newest) || Math.Abs(time - Newest) <= Far)
        {
            clock = new Clock(time, double.NaN, double.NaN, false);
            Newest = double.IsNaN(Newest) ? time : Math.Max(Newest, time);
            return Contradict() ? ClockVerdict.GoodAndOthersWrong : ClockVerdict.Good;
        }

        clock = clock with { Claim = time, First = double.IsNaN(clock.First) ? time : clock.First };
        if (HasMoved(camera))
            return Move(time);
        if (clock.IsWrong || time < Newest)
            return ClockVerdict.Wrong;
        return ClockVerdict.Held;
    }

    public void Save(StateWriter state)
    {
        state.Double(Newest);
        foreach (var clock in _clocks)
        {
            state.Doubles([clock.Near, clock.Claim, clock.First]);
            state.Flag(clock.IsWrong);
        }
    }

    public void Restore(ref StateReader state)
    {
        Newest = state.Double();
        for (var i = 0; i < _clocks.Length; i++)
            _clocks[i] = new Clock(state.Double(), state.Double(), state.Double(), state.Flag());
    }

    /// <summary>A camera has come at the rig's time: those that are held are wrong.</summary>
    private bool Contradict()
    {
        var any = false;
        for (var i = 0; i < _clocks.Length; i++)
        {
            if (double.IsNaN(_clocks[i].First))
                continue;
            any |= !_clocks[i].IsWrong;
            _clocks[i] = _clocks[i] with { First = double.NaN, IsWrong = true };
        }
        return any;
    }

    private bool HasMoved(int camera)
    {
        var time = _clocks[camera].Claim;
        var (there, left) = (0, 0);
        foreach (var clock in _clocks)
            if (Math.Abs(clock.Claim - time) <= Far)
                there++;
            else if (double.IsNaN(clock.Claim) && clock.Near > Newest - Alone)
                left++;
        return there > left || Math.Abs(time - _clocks[camera].First) > Alone;
    }

    private ClockVerdict Move(double time)
    {
        var back = time < Newest;
        for (var i = 0; i < _clocks.Length; i++)
            if (Math.Abs(_clocks[i].Claim - time) <= Far)
                _clocks[i] = new Clock(_clocks[i].Claim, double.NaN, double.NaN, false);
        Newest = time;
        foreach (var clock in _clocks)
            if (Math.Abs(clock.Near - time) <= Far)
                Newest = Math.Max(Newest, clock.Near);
        return back ? ClockVerdict.MovedBack : ClockVerdict.Good;
    }

    /// <param name="Near">Its newest time near the rig's.</param>
    /// <param name="Claim">Its newest time far from the rig's; NaN while it is near.</param>
    /// <param name="First">Its first far time since another camera was near; NaN for none.</param>
    /// <param name="IsWrong">Whether another camera has come at the rig's time meanwhile.</param>
    private readonly record struct Clock(double Near, double Claim, double First, bool IsWrong);
}

/// <summary>What a frame's time is.</summary>
internal enum ClockVerdict
{
    /// <summary>Near the rig's time, or the rig has moved on to it.</summary>
    Good,

    /// <summary>The same, and clocks that were held are wrong by it.</summary>
    GoodAndOthersWrong,

    /// <summary>Undecided.</summary>
    Held,

    /// <summary>Far from the rig's time.</summary>
    Wrong,

    /// <summary>The rig's time was wrong, and is earlier now.</summary>
    MovedBack,
}
