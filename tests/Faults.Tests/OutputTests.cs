using System.Globalization;

namespace StreamLift.Faults.Tests;

/// <summary>An output that takes nothing for a while.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class OutputTests(ThreeBrokers brokers)
{
    public static TheoryData<string> Some => [.. Guarantees.Mostly(Guarantees.AtLeastOnce)];

    [BrokersTheory]
    [MemberData(nameof(Some))]
    public async Task Blocked_output_topic_costs_at_most_64_MiB_of_memory_and_no_frame(string guarantee)
    {
        const int flatMiB = 64;
        var trial = await Trial.MakeAsync(brokers, guarantee);
        var broker = brokers.LeaderOf(trial.Input, 0);
        try
        {
            var run = await trial.StartReadingAsync("one", "", "--kafka", "queued.max.messages.kbytes=4096", "--kafka", "session.timeout.ms=45000");
            await trial.SendAsync(50);
            await trial.CaughtUpAsync();
            // a session outlasts the coordinator's failover: what is doubled is the output's doing
            // the output alone needs all three replicas: without one of them everything else goes on
            await brokers.ConfigureAsync(trial.Output, "min.insync.replicas", "3");
            await brokers.KillAsync(broker);
            await trial.SendAsync(Night.IsNight ? 2000 : 300, 2000);
            var before = ResidentMiB(run);
            var highest = before;
            var until = DateTime.UtcNow + Night.For(byDay: 5, byNight: 180);
            while (DateTime.UtcNow < until)
            {
                await trial.SendAsync(100, 800);
                highest = Math.Max(highest, ResidentMiB(run));
            }

            await brokers.ReviveAsync(broker);
            await trial.CaughtUpAsync();
            trial.Hold(
                await trial.JudgeAsync("output blocked (in-sync replicas lost)", $"resident {before} MiB at first, {highest} MiB at most"),
                doubledAtMost: 0
            );
            Assert.InRange(highest - before, int.MinValue, flatMiB);
        }
        finally
        {
            trial.Abandon();
        }
    }

    private static int ResidentMiB(Command run)
    {
        Assert.False(run.HasEnded, string.Join('\n', run.Lines));
        var line = File.ReadLines($"/proc/{run.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
