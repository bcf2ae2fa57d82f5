namespace StreamLift.Files.Grid;

/// <summary>Finds the frame rate of a recording from the times of its instants.</summary>
internal sealed class RateFinder
{
    private const int Enough = 60; // intervals: times in whole milliseconds then give the rate within 0.1 % at 30 Hz
    private const int Least = 2;
    private const double LongestGap = 4.5; // of the usual interval; over a longer one the number of frames is uncertain
    private const double Near = 0.006; // of a usual rate
    private const double Fastest = 1000; // Hz

    private static readonly double[] Usual =
    [
        5,
        6,
        7.5,
        8,
        10,
        12,
        12.5,
        15,
        20,
        24000 / 1001.0,
        24,
        25,
        30000 / 1001.0,
        30,
        48,
        50,
        60000 / 1001.0,
        60,
        72,
        75,
        80,
        90,
        100,
        120,
        150,
        160,
        180,
        200,
        240,
        250,
        300,
        500,
        1000,
    ];

    private readonly Dictionary<string, List<double>> _times = [];

    /// <summary>Whether the rate of a source is known well.</summary>
    public bool IsSure { get; private set; }

    /// <summary>Adds an instant of a source.</summary>
    public void Add(string source, double ms)
    {
        if (!_times.TryGetValue(source, out var times))
            _times[source] = times = [];
        if (times.Count > 0 && ms <= times[^1])
            return;
        times.Add(ms);
        IsSure |= times.Count > Enough;
    }

    /// <summary>The rate of the fastest source, Hz. Null: no source has three instants, or none is slower than 1 kHz.</summary>
    public double? Estimate() => _times.Values.Select(Of).Max();

    private static double? Of(List<double> times)
    {
        if (times.Count <= Least)
            return null;
        var intervals = times.Skip(1).Zip(times, (later, earlier) => later - earlier).ToList();
        var median = intervals.Order().ElementAt(intervals.Count / 2);
        var (total, frames) = (0.0, 0.0);
        foreach (var interval in intervals.Where(interval => interval < LongestGap * median))
            (total, frames) = (total + interval, frames + Math.Max(1, Math.Round(interval / median)));
        var rate = 1000 * frames / total;
        if (!(rate <= Fastest))
            return null;
        var usual = Usual.MinBy(known => Math.Abs(known - rate));
        return Math.Abs(usual - rate) <= Near * usual ? usual : Math.Round(rate, 2);
    }
}
