using StreamLift.Lifter;

namespace StreamLift.Faults.Tests;

/// <summary><c>kill -9</c> after each step of a batch's way, and a restart.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class KillTests(ThreeBrokers brokers)
{
    public static TheoryData<string, CrashStep, int> Steps()
    {
        var data = new TheoryData<string, CrashStep, int>();
        foreach (var guarantee in Guarantees.All)
            foreach (var step in Enum.GetValues<CrashStep>().Where(step => step != CrashStep.None))
                for (var time = 0; time < Night.Times(1, 20); time++)
                    data.Add(guarantee, step, time);
        return data;
    }

    [BrokersTheory]
    [MemberData(nameof(Steps))]
    public async Task Killed_after_any_step_and_started_again_nothing_is_lost(string guarantee, CrashStep step, int time)
    {
        const int frames = 200;
        var isLast = step == CrashStep.Commit && guarantee == Guarantees.AtLeastOnce; // the client commits by itself but for once, at the end
        // by batch or by transaction, of which there are fewer: always one that comes, and each time another
        var few = guarantee == Guarantees.ExactlyOnce && step >= CrashStep.Flush;
        var passage = isLast ? 1 : new Random((10 * time) + (int)step).Next(1, few ? 5 : 120);
        var trial = await Trial.MakeAsync(brokers, guarantee);
        try
        {
            trial.CommitEveryMs = isLast ? 60_000 : Trial.CommitMs; // else nothing may be left for the last commit
            var doomed = await trial.StartReadingAsync("one", $"{step}:{passage}");
            var sending = trial.SendAsync(frames);
            if (isLast)
            {
                await sending;
                doomed.Terminate();
            }

            var code = await doomed.ExitAsync(StreamLiftCommand.Patience);
            Assert.True(code == 137, $"ended with {code}: {string.Join('\n', doomed.Lines)}");
            trial.CommitEveryMs = Trial.CommitMs;
            await trial.StartReadingAsync("one");
            await sending;
            await trial.CaughtUpAsync();
            var verdict = await trial.JudgeAsync($"kill -9 after {step.ToString().ToLowerInvariant()}");
            trial.Hold(verdict, Trial.DoubledByAKill);
        }
        finally
        {
            trial.Abandon();
        }
    }
}
