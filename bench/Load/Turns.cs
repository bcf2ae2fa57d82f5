using System.Globalization;
using StreamLift.Host.Bench;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;

namespace StreamLift.Bench;

/// <summary>
/// Compares models in turns in one process with one thread, each for a short time, with the opposite order every second round. It measures processor
/// time, so other programs have little effect. Their effect on caches and clock is smallest in the ratio within a round.
/// </summary>
internal static class Turns
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.4);

    /// <summary>Prints a line of JSON per model: poses per second of processor time, and the ratio to the first model in the same round.</summary>
    public static int Run(string[] files, int rounds, int batch)
    {
        var models = files.Select(file => LifterModel.Open(file, new LifterOptions { Device = Device.Cpu, Threads = 1 })).ToList();
        var work = models.ConvertAll(model => new NetworkStage(model, TimeProvider.System).Work(batch, threads: 1));
        work.ForEach(lift => lift(Time));
        var rates = models.ConvertAll(_ => new double[rounds]);
        for (var round = 0; round < rounds; round++)
            foreach (var at in round % 2 == 0 ? Enumerable.Range(0, work.Count) : Enumerable.Range(0, work.Count).Reverse())
            {
                var before = Environment.CpuUsage.TotalTime;
                rates[at][round] = work[at](Time) / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            }
        for (var at = 0; at < files.Length; at++)
        {
            var (rate, ratio) = (SampleRange.Of(rates[at]), SampleRange.Of(rates[at].Zip(rates[0], (mine, first) => mine / first)));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"model":"{{models[at].Id}}","posesPerSecond":{{rate.Median:F0}},"least":{{rate.Min:F0}},"most":{{rate.Max:F0}}"""
                        + $$""","ratio":{{ratio.Median:F3}},"leastRatio":{{ratio.Min:F3}},"mostRatio":{{ratio.Max:F3}}}"""
                )
            );
            models[at].Dispose();
        }
        return 0;
    }
}
