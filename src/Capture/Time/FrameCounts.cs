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

    public void Save(StateWriter state)
    {
        state.Long(Frames);
        state.Long(Late);
        state.Long(Repeated);
        state.Long(Refused);
    }

    public void Restore(ref StateReader state) => (Frames, Late, Repeated, Refused) = (state.Long(), state.Long(), state.Long(), state.Long());
}
