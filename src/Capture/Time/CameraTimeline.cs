using StreamLift.Capture.State;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Time;

/// <summary>
/// One camera's frames in time. A time without further words is the camera's own time less its <see cref="OffsetMs"/>, Unix ms. Whatever decides about an
/// instant depends on frames up to a known time, never on which later frames happen to have arrived: so a replay gives the same instants.
/// </summary>
internal sealed class CameraTimeline(int camera)
{
    /// <summary>Frames this close to an instant are taken as they are.</summary>
    public const double Tolerance = 2;

    /// <summary>A camera without frames for this long is not awaited.</summary>
    public const double Silence = 1000;

    /// <summary>The largest offset that is corrected.</summary>
    public const double MostOffset = 60;

    // Two frames further apart are not interpolated: one lost frame at 25 frames/s is bridged.
    private const double MostGap = 100;

    // After so many frames at the instants in a row a camera counts as synchronous: one frame is missed then rather than waited for.
    private const int Synchronous = 8;

    private readonly FrameQueue _queue = new();
    private readonly ViewFrame _between = new();
    private readonly FramePeriod _period = new();
    private double _newest = double.NaN;
    private double _since = double.NaN;
    private double _passed = double.NaN;
    private int _atInstants;

    /// <summary>How far its clock is ahead of the rig's, ms.</summary>
    public double OffsetMs { get; set; }

    /// <summary>The usual time between two of its frames, ms; 0 while unknown.</summary>
    public double PeriodMs => _period.Ms;

    /// <summary>What became of its frames.</summary>
    public FrameCounts Counts { get; } = new();

    /// <summary>How long after an instant the frame after it may be due, ms.</summary>
    public double Lookahead =>
        _atInstants >= Synchronous ? Tolerance
        : PeriodMs > 0 ? Math.Min(2.25 * PeriodMs, MostGap)
        : MostGap;

    /// <summary>Puts a copy of a frame into the queue, or counts why not.</summary>
    /// <returns>False for a frame that is not newer than the one before (sent twice, or a clock that was set back), and where the queue is full.</returns>
    public bool Add(ViewFrame frame)
    {
        if (frame.TimestampMs <= _newest)
        {
            Counts.Repeated++;
            return false;
        }

        if (_queue.Count == FrameQueue.Capacity)
        {
            Counts.Overflowed++;
            return false;
        }

        if (double.IsNaN(_since) || frame.TimestampMs - _newest > Silence)
            _since = frame.TimestampMs;
        _newest = frame.TimestampMs;
        _queue.Add(frame, _since);
        return true;
    }

    /// <summary>Discards the frames that are newer than a time of its clock.</summary>
    public int DiscardAfter(double clockMs)
    {
        var discarded = 0;
        for (; _queue.Count > 0 && _queue[_queue.Count - 1].Frame.TimestampMs > clockMs; discarded++)
            _queue.RemoveLast();
        (_newest, _since) = _queue.Count > 0 ? (Last.Frame.TimestampMs, Last.Since) : (double.NaN, double.NaN);
        if (_passed > clockMs)
            _passed = double.NaN;
        return discarded;
    }

    /// <summary>The time of its first frame after a time; NaN where none has come yet.</summary>
    public double FirstAfter(double time)
    {
        var index = IndexAt(time) + 1;
        return index < _queue.Count ? TimeOf(index) : double.NaN;
    }

    /// <summary>Whether its part in the instant is decided: it has come to the instant, or all its frames that could matter have arrived.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="arrived">All frames before this time of any clock have arrived.</param>
    public bool IsDecided(double instant, double arrived) => !double.IsNaN(FirstAfter(instant - Tolerance)) || arrived > instant + OffsetMs + Lookahead;

    /// <summary>
    /// Whether it is awaited at an instant and takes part in it: it has had a frame within the silence before. A camera that returns takes part only when
    /// its return must be known to everybody, since the instants before did not wait for it.
    /// </summary>
    /// <param name="instant">The instant.</param>
    /// <param name="start">When the rig began, or began again.</param>
    /// <param name="waitMs">How long frames may be late.</param>
    public bool IsPresent(double instant, double start, double waitMs)
    {
        var index = IndexAt(instant + Tolerance);
        if (index < 0 || TimeOf(index) < start - Tolerance)
            return instant - start < Silence;
        var since = _queue[index].Since - OffsetMs;
        return instant - TimeOf(index) <= Silence && (since <= start + Silence || since <= instant - waitMs - (2 * MostOffset));
    }

    /// <summary>Its people at an instant; null where it has no frame near enough.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="nearest">The frame that is nearest to the instant.</param>
    public ViewFrame? ViewAt(double instant, out ViewFrame? nearest)
    {
        nearest = null;
        var before = IndexAt(instant);
        var (toBefore, toAfter) = (before < 0 ? double.MaxValue : instant - TimeOf(before), double.MaxValue);
        if (before + 1 < _queue.Count)
            toAfter = TimeOf(before + 1) - instant;
        if (Math.Min(toBefore, toAfter) <= Tolerance)
        {
            _atInstants = Math.Min(_atInstants + 1, Synchronous);
            return nearest = _queue[toBefore <= toAfter ? before : before + 1].Frame;
        }

        var lookahead = Lookahead;
        _atInstants = 0;
        if (toAfter > lookahead || toBefore + toAfter > MostGap)
            return null;
        var (from, to) = (_queue[before], _queue[before + 1]);
        if (!ReferenceEquals(from.Frame.Map, to.Frame.Map))
            return null;
        Interpolation.At(from.Frame, to.Frame, to.LinksTo(from.Frame), toBefore / (toBefore + toAfter), instant, _between);
        nearest = toBefore < toAfter ? from.Frame : to.Frame;
        return _between;
    }

    /// <summary>The instant is done: discards the frames that no later instant needs.</summary>
    public void Pass(double instant)
    {
        var last = IndexAt(instant + Tolerance);
        for (var i = 0; i <= last; i++)
            Measure(_queue[i].Frame.TimestampMs);
        if (last > 0)
            _queue.RemoveFirst(last);
    }

    public void Save(StateWriter state)
    {
        state.Doubles([_newest, _since, _passed, OffsetMs]);
        _period.Save(state);
        state.Int(_atInstants);
        Counts.Save(state);
        _queue.Save(state);
    }

    /// <exception cref="InvalidDataException">The frames are another camera's.</exception>
    public void Restore(ref StateReader state, SkeletonCatalogue layouts)
    {
        (_newest, _since, _passed, OffsetMs) = (state.Double(), state.Double(), state.Double(), state.Double());
        _period.Restore(ref state);
        _atInstants = state.Int();
        Counts.Restore(ref state);
        _queue.Restore(ref state, layouts);
        if (_queue.Count > 0 && Last.Frame.Camera != camera)
            throw new InvalidDataException($"the state of the rig has frames of camera {Last.Frame.Camera} as those of camera {camera}");
    }

    private TimedFrame Last => _queue[_queue.Count - 1];

    private double TimeOf(int index) => _queue[index].Frame.TimestampMs - OffsetMs;

    /// <summary>The last frame that is not after a time; -1 for none.</summary>
    private int IndexAt(double time)
    {
        var index = -1;
        while (index + 1 < _queue.Count && TimeOf(index + 1) <= time)
            index++;
        return index;
    }

    /// <summary>Measures the time between frames. Longer gaps are silences and no part of the rate.</summary>
    private void Measure(double clockMs)
    {
        if (clockMs <= _passed)
            return;
        var gap = clockMs - _passed;
        _passed = clockMs;
        if (gap is > 0 and < Silence)
            _period.Add(gap);
    }
}
