using System.Globalization;
using StreamLift.Host.Motion;
using StreamLift.Host.Scenes;
using StreamLift.Poses;

namespace StreamLift.Host.Produce;

/// <summary>The capture times of frames: the time of sending, or the recording's own.</summary>
internal sealed class CaptureTimes
{
    private const int LongestYears = 100;
    private const double LongestSeconds = LongestYears * 365.25 * 24 * 3600;

    private readonly IMotion _motion;
    private readonly DateTimeOffset? _start; // null: the time of sending
    private readonly double[] _rates = []; // by stream

    private CaptureTimes(IMotion motion, DateTimeOffset? start, double[] rates) => (_motion, _start, _rates) = (motion, start, rates);

    /// <summary>The time of the start; null: frames are captured when they are sent.</summary>
    public DateTimeOffset? Start => _start;

    /// <summary>The capture times that the options ask for.</summary>
    /// <exception cref="ConfigurationException">They can't be had.</exception>
    public static CaptureTimes Of(IMotion motion, ProduceOptions options, DateTimeOffset now)
    {
        if (motion is ITimedMotion timed)
        {
            // A scene that is sent as fast as possible has just ended; its frames are not ahead of the clock.
            var start = options.Start ?? (options.Rate is null ? now.AddMilliseconds(-timed.LengthMs) : now);
            return new CaptureTimes(motion, DateTimeOffset.FromUnixTimeMilliseconds(start.ToUnixTimeMilliseconds()), []);
        }
        return options.HasRecordedTimes ? Recorded(motion, options.Start ?? now, options.RecordedRate) : Now(motion);
    }

    /// <summary>Each frame was captured when it is sent.</summary>
    public static CaptureTimes Now(IMotion motion) => new(motion, null, []);

    /// <summary>A frame was captured its number divided by the frame rate after the start, which is the same for all streams.</summary>
    /// <param name="motion">The streams.</param>
    /// <param name="start">The time of frame 0.</param>
    /// <param name="rate">Frames per second; null: the recording's own.</param>
    /// <exception cref="ConfigurationException">A stream's rate is unknown, or its numbers are none of frames.</exception>
    public static CaptureTimes Recorded(IMotion motion, DateTimeOffset start, double? rate)
    {
        if (rate is null && motion.Streams.FirstOrDefault(stream => stream.Rate is null) is { } unknown)
            throw new ConfigurationException(
                $"--times recorded: the data of stream {unknown.Name} does not say how many frames a second were recorded; add --fps HZ, the rate of the video"
            );
        double[] rates = [.. motion.Streams.Select(stream => rate ?? stream.Rate!.Value)];
        for (var stream = 0; stream < rates.Length; stream++)
            if (motion.Streams[stream].Frames is { } frames && motion.Number(stream, frames - 1) is var last && last / rates[stream] > LongestSeconds)
                throw new ConfigurationException(
                    $"--times recorded: frame {last} of stream {motion.Streams[stream].Name} would be captured more than {LongestYears} years after the start; "
                        + "leave the option out if the number is no frame number"
                );
        return new CaptureTimes(motion, start, rates);
    }

    /// <summary>The capture time of a frame.</summary>
    /// <param name="stream">The stream's index.</param>
    /// <param name="place">The frame's place in the stream.</param>
    /// <param name="now">The time of sending.</param>
    public DateTimeOffset Of(int stream, long place, DateTimeOffset now) =>
        _start is not { } start ? now
        : _motion is ITimedMotion timed ? start.AddMilliseconds(timed.StampedMs(stream, place))
        : start.AddMilliseconds(Math.Round(1000 * _motion.Number(stream, place) / _rates[stream]));

    /// <summary>Parses the value of <c>--times</c>.</summary>
    /// <returns>Whether the times are recorded ones.</returns>
    /// <exception cref="ConfigurationException">Neither recorded nor now.</exception>
    public static bool IsRecorded(string text) =>
        text.ToLowerInvariant() switch
        {
            "recorded" => true,
            "now" => false,
            _ => throw new ConfigurationException($"--times {text}: neither recorded nor now"),
        };

    /// <summary>Parses the value of <c>--start</c>.</summary>
    /// <exception cref="ConfigurationException">Neither a time nor Unix ms.</exception>
    public static DateTimeOffset ParseStart(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms))
            return ms is >= 100_000_000_000 and < 100_000_000_000_000
                ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
                : throw new ConfigurationException($"--start {text}: as a number, it is Unix time in ms, which has 12 to 14 digits");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new ConfigurationException($"--start {text}: write a time such as 2026-01-31T12:00:00Z, or Unix ms");
    }
}
