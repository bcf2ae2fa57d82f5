using StreamLift.Datasets;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Produce;

/// <summary>
/// The order and time of frames. Streams run in parallel as cameras do, each with a small offset to the previous one, so that frames do not come in bursts.
/// Within a stream frames are in order.
/// </summary>
/// <param name="motion">The streams.</param>
/// <param name="rate">Frames per second of each stream; null: every frame is due immediately, in the same order.</param>
internal sealed class FrameSchedule(IMotion motion, double? rate)
{
    /// <summary>Every frame in the order in which it is due; endless if a stream is.</summary>
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
/// <param name="Stream">The stream's index.</param>
/// <param name="Frame">The frame's number.</param>
/// <param name="Due">When it is due, from the start.</param>
internal readonly record struct DueFrame(int Stream, long Frame, TimeSpan Due);
