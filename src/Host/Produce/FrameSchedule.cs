using StreamLift.Datasets;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Produce;

/// <summary>
/// Which frame goes out when: the streams run side by side as cameras do, each starting a little after the one before, so that frames don't
/// come in bursts. Within a stream frames go in order.
/// </summary>
/// <param name="motion">The streams.</param>
/// <param name="rate">Frames a second of each stream; null: everything is due at once, in the same order.</param>
internal sealed class FrameSchedule(IMotion motion, double? rate)
{
    /// <summary>Every frame in the order in which it is due; without end where a stream has none.</summary>
    public IEnumerable<DueFrame> Frames()
    {
        var streams = motion.Streams.Select((stream, place) => (place, stream.Frames)).ToList();
        for (long frame = 0; streams.Count > 0; frame++)
        {
            streams.RemoveAll(stream => stream.Frames <= frame);
            foreach (var (place, _) in streams)
                yield return new DueFrame(place, frame, Due(frame, place));
        }
    }

    private TimeSpan Due(long frame, int place) =>
        rate is { } hertz ? TimeSpan.FromSeconds((frame + place / (double)motion.Streams.Count) / hertz) : TimeSpan.Zero;
}

/// <summary>A frame to send.</summary>
/// <param name="Stream">The stream's place among those that are sent.</param>
/// <param name="Frame">Its number.</param>
/// <param name="Due">When, counted from the beginning.</param>
internal readonly record struct DueFrame(int Stream, long Frame, TimeSpan Due);
