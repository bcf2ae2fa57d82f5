using System.Globalization;

namespace StreamLift.Faults.Tests;

/// <summary>Long at half load, or what is that where three brokers with three copies of everything share two cores with it: nothing may grow.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class SoakTests(ThreeBrokers brokers)
{
    private const int Rate = 4000;

    [NightTheory]
    [InlineData(Guarantees.AtLeastOnce)]
    public async Task Soak_run_keeps_memory_handles_and_threads_flat(string guarantee)
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("STREAMLIFT_SOAK") ?? "30", CultureInfo.InvariantCulture);
        using var enough = new CancellationTokenSource();
        var trial = await Trial.MakeAsync(brokers, guarantee);
        try
        {
            trial.Batches = []; // as a user has them
            var run = await trial.StartReadingAsync("one");
            var sending = trial.SendAsync(int.MaxValue, Rate, enough.Token);
            var samples = new List<(double MiB, int Handles, int Threads)>();
            using var turns = new PeriodicTimer(TimeSpan.FromSeconds(5));
            for (var passed = 0.0; passed < minutes * 60 && await turns.WaitForNextTickAsync(CancellationToken.None); passed += 5)
                samples.Add((Number(run, "VmRSS:") / 1024.0, Directory.GetFiles($"/proc/{run.Id}/fd").Length, (int)Number(run, "Threads:")));
            await enough.CancelAsync();
            await sending;
            await trial.CaughtUpAsync();
            // the first third is warming up: code compiled again, the heap finding its size
            var (middle, last) = (samples[(samples.Count / 3)..(2 * samples.Count / 3)], samples[(2 * samples.Count / 3)..]);
            var note = string.Create(
                CultureInfo.InvariantCulture,
                $"{minutes:0.#} min; second third to last: {middle.Average(s => s.MiB):0} to {last.Average(s => s.MiB):0} MiB, "
                    + $"{middle.Max(s => s.Handles)} to {last.Max(s => s.Handles)} handles, {middle.Max(s => s.Threads)} to {last.Max(s => s.Threads)} "
                    + $"threads"
            );
            trial.Hold(await trial.JudgeAsync($"soak at {Rate} frames/s", note), doubledAtMost: 0);
            Assert.True(
                last.Average(s => s.MiB) < (1.1 * middle.Average(s => s.MiB)) + 16
                    && last.Max(s => s.Handles) <= middle.Max(s => s.Handles) + 8
                    && last.Max(s => s.Threads) <= middle.Max(s => s.Threads) + 4,
                note
            );
        }
        finally
        {
            await enough.CancelAsync();
            trial.Abandon();
        }
    }

    private static long Number(Command run, string field) =>
        long.Parse(
            File.ReadLines($"/proc/{run.Id}/status")
                .Single(line => line.StartsWith(field, StringComparison.Ordinal))
                .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}
