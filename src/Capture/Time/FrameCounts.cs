using StreamLift.Capture.State;

namespace StreamLift.Capture.Time;

/// <summary>What became of the frames of one camera.</summary>
internal sealed class FrameCounts
{
    /// <summary>Frames that came.</summary>
    public long Frames { get; set; }

    /// <summary>Frames that came after their instant was closed.</summary>
    public long Late { get; set; }

    /// <summary>Frames that were not newer than one before them: ignored.</summary>
    public long Repeated { get; set; }

    /// <summary>Frames whose time is far from those of the other cameras, or none: ignored.</summary>
    public long Refused { get; set; }

    /// <summary>Frames that came while the queue of the camera was full: ignored.</summary>
    public long Overflowed { get; set; }

    /// <summary>Frames that came after a frame of another camera that is newer by more than the wait.</summary>
    public long Behind { get; private set; }

    /// <summary>Those of them that came directly after another frame of the same camera.</summary>
    public long BehindInRow { get; private set; }

    /// <summary>By how much <see cref="Behind"/> frames were older than the newest one of another camera, all together, ms.</summary>
    public double BehindMs { get; private set; }

    /// <summary>Counts a frame that comes after a newer one of another camera.</summary>
    public void AddBehind(double milliseconds, bool isInRow)
    {
        Behind++;
        BehindInRow += isInRow ? 1 : 0;
        BehindMs += milliseconds;
    }

    public void Save(StateWriter state)
    {
        state.Long(Frames);
        state.Long(Late);
        state.Long(Repeated);
        state.Long(Refused);
        state.Long(Overflowed);
        state.Long(Behind);
        state.Long(BehindInRow);
        state.Double(BehindMs);
    }

    public void Restore(ref StateReader state)
    {
        (Frames, Late, Repeated, Refused) = (state.Long(), state.Long(), state.Long(), state.Long());
        (Overflowed, Behind, BehindInRow, BehindMs) = (state.Long(), state.Long(), state.Long(), state.Double());
    }
}
