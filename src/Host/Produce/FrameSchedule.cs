using StreamLift.Host.Motion;
using StreamLift.Host.Scenes;

namespace StreamLift.Host.Produce;

/// <summary>
/// The order and time of frames. Streams run in parallel as cameras do, each with a small offset to the previous one, so that frames do not come in bursts.
/// Within a stream frames are in order; frames of the same number are due together in all streams, also where numbers are missing. Frames that have times
/// of their own come as they arrive.
/// </summary>
/// <param name="motion">The streams.</param>
/// <param name="rate">Frames per second of each stream; null: every frame is due immediately, in the same order.</param>
internal sealed class FrameSchedule(IMotion motion, double? rate)
{
    private const double LongestWait = 100 * 365.25 * 24 * 3600; // s; larger gaps have no time span

    /// <summary>Every frame in the order in which it is due; endless if a stream is.</summary>
    public IEnumerable<DueFrame> Frames() => motion is ITimedMotion timed ? AsTheyArrive(timed) : ByNumber();

    private IEnumerable<DueFrame> ByNumber()
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

    private IEnumerable<DueFrame> AsTheyArrive(ITimedMotion timed)
    {
        var next = new PriorityQueue<(int Stream, long Place), (double, int)>();
        for (var stream = 0; stream < motion.Streams.Count; stream++)
            Enqueue(stream, 0);
        while (next.TryDequeue(out var frame, out var at))
        {
            yield return new DueFrame(frame.Stream, frame.Place, rate is null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(at.Item1));
            Enqueue(frame.Stream, frame.Place + 1);
        }

        void Enqueue(int stream, long place)
        {
            if (!IsAtEnd(stream, place))
                next.Enqueue((stream, place), (timed.ArrivedMs(stream, place), stream));
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
