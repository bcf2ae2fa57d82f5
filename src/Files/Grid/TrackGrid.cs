namespace StreamLift.Files.Grid;

/// <summary>
/// Puts the samples of one person on the frames of a fixed rate. A sample goes to the frame nearest to its time, as it is; of two for the same frame the
/// nearer is taken. A frame without a sample between two that are less than two and a half periods apart is filled on a straight line; longer gaps stay.
/// </summary>
/// <param name="clock">The frames.</param>
/// <param name="emit">Receives each frame that is known, in order.</param>
internal sealed class TrackGrid(GridClock clock, Action<long, TrackSample> emit)
{
    private const double LongestFilled = 2.5; // periods: one frame was lost, or clocks differ a little

    private TrackSample? _last; // its frame is not emitted yet: a nearer sample may come
    private long _frame;

    /// <summary>The number of samples that were left out: a nearer one came, or their time was not later than the one before.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Adds the next sample.</summary>
    public void Add(TrackSample sample)
    {
        var frame = clock.FrameOf(sample.Ms);
        if (_last is null)
        {
            (_last, _frame) = (sample, frame);
            return;
        }
        if (sample.Ms <= _last.Ms)
        {
            LeftOut++;
            return;
        }
        if (frame == _frame)
        {
            LeftOut++;
            if (Math.Abs(sample.Ms - clock.TimeOf(frame)) < Math.Abs(_last.Ms - clock.TimeOf(frame)))
                _last = sample;
            return;
        }
        emit(_frame, _last);
        if (sample.Ms - _last.Ms < LongestFilled * clock.PeriodMs)
            for (var between = _frame + 1; between < frame; between++)
                emit(between, TrackSample.Between(_last, sample, clock.TimeOf(between)));
        (_last, _frame) = (sample, frame);
    }

    /// <summary>Emits the last frame. Another sample may still follow, of a later frame.</summary>
    public void End()
    {
        if (_last is { } last)
            emit(_frame, last);
        _last = null;
    }
}
