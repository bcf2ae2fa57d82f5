using StreamLift.Lanes;
using StreamLift.Lifter;

namespace StreamLift.Faults.Tests;

/// <summary><c>kill -9</c> after each step of a batch's way, and a restart, again and again over the same topics.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class KillTests(ThreeBrokers brokers)
{
    private const string AllInTurn = "each step";
    private const int Frames = 120; // of each stream: at least as many batches, and some 15 transactions

    public static TheoryData<string, string> Steps()
    {
        var data = new TheoryData<string, string>();
        foreach (var guarantee in Guarantees.All)
        foreach (var step in Night.IsNight ? Every.Select(step => $"{step}".ToLowerInvariant()) : [AllInTurn])
            data.Add(guarantee, step);
        return data;
    }

    // the lift stage has no state
    private static IEnumerable<FailPointStep> Every =>
        Enum.GetValues<FailPointStep>()
            .Where(step => step is not (FailPointStep.None or FailPointStep.State or FailPointStep.StateFlush or FailPointStep.Restore));

    [BrokersTheory]
    [MemberData(nameof(Steps))]
    public async Task Instance_killed_after_any_step_and_restarted_loses_no_frame(string guarantee, string after)
    {
        var kills = after == AllInTurn ? Every.ToList() : [.. Enumerable.Repeat(Enum.Parse<FailPointStep>(after, ignoreCase: true), Night.Times(1, 20))];
        var random = new Random(after.Length + (after[0] * kills.Count)); // always the same places, and each time others
        var trial = await Trial.MakeAsync(brokers, guarantee);
        var doubled = new DoubledByKills(trial);
        try
        {
            foreach (var step in kills)
            {
                // at least once the client commits by itself, but for once, at the end
                if (step == FailPointStep.Commit && guarantee == Guarantees.AtLeastOnce)
                    await KillAtItsEndAsync(trial);
                else
                    await KillAsync(trial, step, random, doubled);
                doubled.Killed();
            }

            await trial.StartReadingAsync("one");
            await trial.CaughtUpAsync();
            doubled.Measure();
            trial.Hold(await trial.JudgeAsync($"kill -9 after {after}", times: kills.Count, worst: doubled.Worst), kills.Count * Trial.DoubledByAKill);
        }
        finally
        {
            trial.Abandon();
        }
    }

    private static async Task KillAsync(Trial trial, FailPointStep step, Random random, DoubledByKills doubled)
    {
        // by batch or by transaction, of which there are fewer: always one that comes, and before more is delivered than a kill may double, were nothing
        // committed
        var few = trial.Guarantee == Guarantees.ExactlyOnce && step >= FailPointStep.Flush;
        var armed = Path.Combine(Path.GetTempPath(), $"{trial.Input}-armed");
        var doomed = await trial.StartReadingAsync("one", $"{step}:{random.Next(1, few ? 5 : 60)}:{armed}");
        await trial.CaughtUpAsync(); // what its forerunner has left
        doubled.Measure();
        await File.WriteAllTextAsync(armed, "");
        var sending = trial.SendAsync(Frames);
        await DieAsync(doomed);
        await sending;
        File.Delete(armed);
    }

    private static async Task KillAtItsEndAsync(Trial trial)
    {
        trial.CommitEveryMs = 60_000; // else nothing may be left for its last commit
        var doomed = await trial.StartReadingAsync("one", $"{FailPointStep.Commit}:1");
        trial.CommitEveryMs = Trial.CommitMs;
        await trial.SendAsync(Frames);
        doomed.Terminate();
        await DieAsync(doomed);
    }

    private static async Task DieAsync(Command doomed)
    {
        var code = await doomed.ExitAsync(StreamLiftCommand.Patience);
        Assert.True(code == 137, $"ended with {code}: {string.Join('\n', doomed.Lines)}");
    }
}
