using StreamLift.Host.Motion;

namespace StreamLift.Host.Produce;

/// <summary>
/// The order and time of frames. Streams run in parallel as cameras do, each with a small offset to the previous one, so that frames do not come in bursts.
/// Within a stream frames are in order; frames of the same number are due together in all streams, also where numbers are missing.
/// </summary>
/// <param name="motion">The streams.</param>
/// <param name="rate">Frames per second of each stream; null: every frame is due immediately, in the same order.</param>
internal sealed class FrameSchedule(IMotion motion, double? rate)
{
    private const double LongestWait = 100 * 365.25 * 24 * 3600; // s; larger gaps have no time span

    /// <summary>Every frame in the order in which it is due; endless if a stream is.</summary>
    public IEnumerable<DueFrame> Frames()
    {
        var places = new long[motion.Streams.Count];
        var open = Enumerable.Range(0, motion.Streams.Count).Where(stream => !IsAtEnd(stream, 0)).ToList();
        var first = open.Count == 0 ? 0 : open.Min(stream => motion.Number(stream, 0));
        while (open.Count > 0)
        {
            var number = open.Min(stream => motion.Number(stream, places[stream]));
            foreach (var stream in open)
                if (motion.Number(stream, places[stream]) == number)
                    yield return new DueFrame(stream, places[stream]++, Due(number - first, stream));
            open.RemoveAll(stream => IsAtEnd(stream, places[stream]));
        }
    }

    private bool IsAtEnd(int stream, long place) => motion.Streams[stream].Frames <= place;

    private TimeSpan Due(long frame, int stream) =>
        rate is { } hertz ? TimeSpan.FromSeconds(Math.Min((frame + stream / (double)motion.Streams.Count) / hertz, LongestWait)) : TimeSpan.Zero;
}

/// <summary>A frame to send.</summary>
/// <param name="Stream">The stream's index.</param>
/// <param name="Place">The frame's place in the stream, from 0.</param>
/// <param name="Due">When it is due, from the start.</param>
internal readonly record struct DueFrame(int Stream, long Place, TimeSpan Due);
