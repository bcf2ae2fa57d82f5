using System.Diagnostics;
using System.Globalization;
using StreamLift.Datasets;

namespace StreamLift.Bench;

/// <summary>Measures the time and memory for loading recorded motion.</summary>
internal static class Loading
{
    public static int Run(string data, string detections)
    {
        var started = Stopwatch.GetTimestamp();
        var loaded = Dataset.Open(new DatasetOptions { Path = data, Detections = detections });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"sequences":{{loaded.Sequences.Count}},"poses":{{loaded.Sequences.Sum(sequence => (long)sequence.Frames)}}"""
                    + $$""","notes":{{loaded.Notes.Count}},"seconds":{{seconds:F1}},"peakMiB":{{process.PeakWorkingSet64 >> 20}}}"""
            )
        );
        return 0;
    }
}
