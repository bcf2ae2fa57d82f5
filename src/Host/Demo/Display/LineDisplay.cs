using System.Globalization;

namespace StreamLift.Host.Demo.Display;

/// <summary>One line per second in columns, for a file or a pipe.</summary>
internal sealed class LineDisplay(TextWriter output) : IDemoDisplay
{
    private const string Heading = "   time  frames/s  poses/s  batch   p50 ms   p99 ms   error mm    room mm";

    /// <inheritdoc/>
    public void WriteLine(string line) => output.WriteLine(line);

    /// <inheritdoc/>
    public async Task ShowAsync(IAsyncEnumerable<DemoReport> reports)
    {
        output.WriteLine(Heading);
        await foreach (var report in reports.ConfigureAwait(false))
            output.WriteLine(Line(report));
    }

    /// <summary>The line of a report.</summary>
    public static string Line(DemoReport report)
    {
        var now = report.Now;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Elapsed.TotalSeconds, 5:F0} s  {NumberFormat.Rate(now.Frames, now.Seconds), 8}  "
                + $"{NumberFormat.Rate(now.Poses, now.Seconds), 7}  {NumberFormat.Of(now.BatchSize, 1), 5}  {NumberFormat.Milliseconds(now.P50), 7}  "
                + $"{NumberFormat.Milliseconds(now.P99), 7}  {NumberFormat.Of(now.Error, 1), 9}  {NumberFormat.Of(report.Room.Absolute(), 1), 9}"
        );
    }
}
