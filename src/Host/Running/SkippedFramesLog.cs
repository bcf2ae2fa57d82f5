using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using StreamLift.Datasets;
using StreamLift.Sink;
using StreamLift.Wire;
using StreamLift.Wire.Reading;

namespace StreamLift.Host.Running;

/// <summary>Logs at intervals which streams had frames past the deadline, and how many: it reveals a camera with a wrong clock.</summary>
internal sealed class SkippedFramesLog(SinkTelemetry sink, TimeSpan deadline, TimeProvider clock, ILogger log)
{
    private const int MostNamed = 5;
    private readonly Dictionary<string, long> _logged = [];

    /// <summary>Frames skipped since the start.</summary>
    public long Total => sink.Skipped.Sum(stream => stream.Frames);

    /// <summary>Logs until <paramref name="stop"/>, and once more then.</summary>
    public Task RunAsync(CancellationToken stop) => deadline == TimeSpan.Zero ? Task.CompletedTask : RepeatedLog.RunAsync(Write, clock, stop);

    /// <summary>Logs the frames skipped since the last call, if there are any.</summary>
    public void Write()
    {
        var fresh = new List<(string Stream, long Frames)>();
        foreach (var (stream, frames) in sink.Skipped)
        {
            if (frames > _logged.GetValueOrDefault(stream))
                fresh.Add((stream, frames - _logged.GetValueOrDefault(stream)));
            _logged[stream] = frames;
        }

        if (fresh.Count > 0)
            log.Skipped(Counted.Of(fresh.Sum(stream => stream.Frames), "frame", "D"), deadline.TotalMilliseconds, Named(fresh));
    }

    // The streams with the most skipped frames. Names come from producers, so they are quoted.
    private static string Named(List<(string Stream, long Frames)> streams)
    {
        var named = streams
            .Where(stream => stream.Stream.Length > 0)
            .OrderByDescending(stream => stream.Frames)
            .ThenBy(stream => stream.Stream, StringComparer.Ordinal)
            .Take(MostNamed)
            .ToList();
        var rest = streams.Sum(stream => stream.Frames) - named.Sum(stream => stream.Frames);
        return string.Join(
            ", ",
            named
                .Select(stream => string.Create(CultureInfo.InvariantCulture, $"{QuotedExcerpt.Of(Encoding.UTF8.GetBytes(stream.Stream))} {stream.Frames}"))
                .Concat(rest > 0 ? [string.Create(CultureInfo.InvariantCulture, $"others {rest}")] : [])
        );
    }
}
