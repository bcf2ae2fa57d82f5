namespace StreamLift.Files.Grid;

/// <summary>The frames of a file with a fixed rate: frame n is at the start plus n periods.</summary>
/// <param name="StartMs">The time of frame 0, Unix ms.</param>
/// <param name="Rate">Frames per second.</param>
internal sealed record GridClock(double StartMs, double Rate)
{
    /// <summary>The time between two frames, ms.</summary>
    public double PeriodMs => 1000 / Rate;

    /// <summary>The frame nearest to a time.</summary>
    public long FrameOf(double ms) => (long)Math.Round((ms - StartMs) / PeriodMs, MidpointRounding.AwayFromZero);

    /// <summary>The time of a frame, Unix ms.</summary>
    public double TimeOf(long frame) => StartMs + (frame * PeriodMs);

    /// <summary>The time of a frame from the start, s.</summary>
    public double SecondsOf(long frame) => frame / Rate;
}
