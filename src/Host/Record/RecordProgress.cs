using System.Globalization;
using Spectre.Console;
using StreamLift.Poses;

namespace StreamLift.Host.Record;

/// <summary>Shows how far a recording is: in place on a terminal, elsewhere a line now and then. One thread.</summary>
/// <param name="error">Where it is shown.</param>
/// <param name="filter">What has been recorded.</param>
/// <param name="clock">The clock.</param>
internal sealed class RecordProgress(TextWriter error, InstantFilter filter, TimeProvider clock)
{
    private static readonly TimeSpan InPlace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Lines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly bool _isTerminal = new AnsiConsoleOutput(error).IsTerminal;
    private long _shown = clock.GetTimestamp();
    private long _instants;
    private int _width;

    /// <summary>An instant was recorded.</summary>
    public void Added() => _instants++;

    /// <summary>Called again and again: shows progress when it is due.</summary>
    /// <param name="held">How many instants wait.</param>
    /// <param name="bytes">The bytes that were written or sent.</param>
    /// <param name="silence">How long no record has come.</param>
    public void Tick(int held, long bytes, TimeSpan silence)
    {
        if (clock.GetElapsedTime(_shown) < (_isTerminal ? InPlace : Lines))
            return;
        _shown = clock.GetTimestamp();
        var text = Text(held, bytes, silence);
        if (!_isTerminal)
            error.WriteLine(text);
        else
        {
            text = OneLine.Of(text, 110);
            error.Write("\r" + text.PadRight(_width));
            _width = text.Length;
        }
    }

    /// <summary>Writes a line above the progress.</summary>
    public void WriteLine(string line)
    {
        Clear();
        error.WriteLine(line);
    }

    /// <summary>Removes what is shown in place.</summary>
    public void Clear()
    {
        if (_width > 0)
            error.Write("\r" + new string(' ', _width) + "\r");
        _width = 0;
    }

    private string Text(int held, long bytes, TimeSpan silence)
    {
        var late = filter.Sources.Sum(source => source.Late);
        return $"recorded {Counted.Of(_instants, "instant")}, {People(filter.Sources.Sum(source => (long)source.People.Count))}, {Seconds()} s, {Size(bytes)}"
            + (filter.Sources.Count > 1 ? $", of {filter.Sources.Count:N0} sources" : "")
            + (late > 0 ? $"; {late:N0} came too late" : "")
            + (held > 1000 ? $"; {held:N0} are waiting" : "")
            + (silence >= Silence ? string.Create(CultureInfo.InvariantCulture, $"; no record for {silence.TotalSeconds:0} s") : "");
    }

    private string Seconds() =>
        filter
            .Sources.Where(source => source.Instants > 0)
            .Select(source => (source.LastMs - source.FirstMs) / 1000)
            .DefaultIfEmpty(0)
            .Max()
            .ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A number of people: 1 person, 4 people.</summary>
    public static string People(long count) => count == 1 ? "1 person" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} people");

    /// <summary>A number of bytes: 4.2 MB.</summary>
    public static string Size(long bytes) =>
        bytes < 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
