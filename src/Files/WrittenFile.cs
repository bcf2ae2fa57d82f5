using System.Globalization;

namespace StreamLift.Files;

/// <summary>A file of a recording.</summary>
/// <param name="Path">Its path.</param>
/// <param name="People">The number of people in it.</param>
/// <param name="Frames">The number of frames or records in it.</param>
/// <param name="Rate">Frames per second. Null: the format has a time for each record instead.</param>
/// <param name="StartSeconds">How long after the recording's first instant the file begins.</param>
public sealed record WrittenFile(string Path, int People, long Frames, double? Rate, double StartSeconds)
{
    /// <summary>The distance of the file's joints from those that were recorded, mm: the mean and the largest. Null: they are the same.</summary>
    public (double Mean, double Largest)? OffBy { get; init; }

    /// <summary>The file in one line: <c>walk_P3.bvh: 1 person, 900 frames at 30 Hz, joints 0.3 mm from the poses (at most 1.2)</c>.</summary>
    public override string ToString()
    {
        var people = People == 1 ? "1 person" : string.Create(CultureInfo.InvariantCulture, $"{People:N0} people");
        var what = Rate is null ? "record" : "frame";
        var rate = Rate is { } hertz ? string.Create(CultureInfo.InvariantCulture, $" at {hertz:0.###} Hz") : "";
        var start = StartSeconds > 0 ? string.Create(CultureInfo.InvariantCulture, $", from {StartSeconds:0.###} s after the start") : "";
        var off = OffBy is { } by ? string.Create(CultureInfo.InvariantCulture, $", joints {by.Mean:0.0} mm from the poses (at most {by.Largest:0.0})") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Path}: {people}, {Frames:N0} {what}{(Frames == 1 ? "" : "s")}{rate}{start}{off}");
    }
}
