using StreamLift.Lanes;

namespace StreamLift.Faults.Tests.Fusion;

/// <summary>The second stage, exactly once: <c>kill -9</c> after each step of a batch's way, and a restart, again and again.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class FuseKillTests(ThreeBrokers brokers)
{
    private const string AllInTurn = "each step";
    private const int Frames = 60; // of each camera before each kill

    public static TheoryData<string> Steps() => [.. Night.IsNight ? Every.Select(step => $"{step}".ToLowerInvariant()) : [AllInTurn]];

    // at least once the state is sent alone
    private static IEnumerable<FailPointStep> Every =>
        Enum.GetValues<FailPointStep>().Where(step => step is not (FailPointStep.None or FailPointStep.StateFlush));

    [BrokersTheory]
    [MemberData(nameof(Steps))]
    public async Task Fusion_killed_after_any_step_writes_what_an_undisturbed_one_writes(string after)
    {
        var kills =
            after == AllInTurn
                ? Every.SelectMany(step => (FailPointStep[])[step, step]).ToList()
                : (List<FailPointStep>)[.. Enumerable.Repeat(Enum.Parse<FailPointStep>(after, ignoreCase: true), Night.Times(1, 20))];
        var random = new Random(after.Length + (after[0] * kills.Count)); // always the same places, and each time others
        using var trial = await FuseTrial.MakeAsync(brokers);
        if (kills[0] == FailPointStep.Restore)
            kills.Insert(0, FailPointStep.Commit); // something to restore
        foreach (var step in kills)
        {
            trial.Send(Frames);
            var doomed = trial.Start("killed", $"{step}:{Passage(step, random)}");
            var code = await doomed.ExitAsync(StreamLiftCommand.Patience);
            Assert.True(code == 137, $"after {step} it ended with {code}: {string.Join('\n', doomed.Lines)}");
        }

        await trial.ToEndAsync("killed");
        var (disturbed, expected) = (trial.Read("killed"), await UndisturbedAsync(trial));
        Assert.Equal(2 * kills.Count * Frames, expected.Count);
        Assert.Equal(expected, disturbed);
        Night.Tell($"fuse, kill -9 after {after}", Guarantees.ExactlyOnce, kills.Count, new Verdict(expected.Count, 0, 0, 0, 0), 0, "byte for byte");
    }

    // The end of the input closes what waits: an undisturbed group ends where the other one did.
    private static async Task<List<string>> UndisturbedAsync(FuseTrial trial)
    {
        await trial.ToEndAsync("calm");
        return trial.Read("calm");
    }

    // a restore comes once a partition
    private static int Passage(FailPointStep step, Random random) =>
        step == FailPointStep.Restore ? random.Next(1, 3)
        : step >= FailPointStep.Flush ? random.Next(1, 4)
        : random.Next(1, 12);
}
