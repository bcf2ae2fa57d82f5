namespace StreamLift.Faults.Tests;

/// <summary>Brokers that are killed, stopped and brought back under a running instance, which goes on by itself.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class BrokerTests(ThreeBrokers brokers)
{
    private const int Rate = 200;

    public static TheoryData<string> All => [.. Guarantees.All];

    public static TheoryData<string> Some => [.. Guarantees.Mostly(Guarantees.ExactlyOnce)];

    [BrokersTheory]
    [MemberData(nameof(Some))]
    public Task Service_survives_kills_of_coordinators_leader_and_controller_without_loss(string guarantee) =>
        WhileRunningAsync(guarantee, Night.IsNight ? "leader, coordinators, controller killed and revived" : "coordinators killed and revived", async trial =>
        {
            Func<int>[] coordinators =
            [
                () => brokers.CoordinatorOf(trial.Group),
                .. guarantee == Guarantees.ExactlyOnce ? new[] { () => brokers.TransactionCoordinatorOf($"{trial.Group}-one-0") } : [],
            ];
            // by day the harder ones
            Func<int>[] roles = [.. coordinators, .. Night.IsNight ? new[] { () => brokers.LeaderOf(trial.Output, 0), brokers.Controller } : []];
            for (var time = 0; time < Night.Times(1, 5); time++)
            {
                foreach (var role in roles)
                {
                    var broker = role();
                    await brokers.KillAsync(broker);
                    await trial.ProgressAsync();
                    await brokers.ReviveAsync(broker);
                }
            }

            return $"{roles.Length * Night.Times(1, 5)} kills";
        });

    [NightTheory]
    [MemberData(nameof(All))]
    public Task Service_survives_a_rolling_broker_restart_without_loss(string guarantee) => WhileRunningAsync(guarantee, "rolling restart", async trial =>
        {
            for (var time = 0; time < Night.Times(1, 3); time++)
            {
                foreach (var broker in ThreeBrokers.All)
                {
                    await brokers.StopAsync(broker);
                    await trial.ProgressAsync();
                    await brokers.ReviveAsync(broker);
                }
            }

            return $"{Night.Times(1, 3)} times";
        });

    [NightTheory]
    [MemberData(nameof(All))]
    public Task Service_survives_an_outage_of_all_brokers_and_a_stop_meanwhile_exits_0_or_4(string guarantee) =>
        WhileRunningAsync(guarantee, "all brokers down for 30 s", async trial =>
        {
            var leaving = await trial.StartReadingAsync("two", "", "--drain-timeout", "5");
            await Task.WhenAll(ThreeBrokers.All.Select(brokers.KillAsync));
            // an instance that is told to end meanwhile does, within its limit: with 0, or 4 where something was in flight
            leaving.Terminate();
            Assert.Contains(await leaving.ExitAsync(StreamLiftCommand.Patience), new[] { 0, 4 });
            await Task.Delay(Night.For(byDay: 3, byNight: 30)); // the fault's length, not a wait for anything
            await brokers.ReviveAsync(ThreeBrokers.All);
            await trial.ProgressAsync();
            return "";
        });

    private async Task WhileRunningAsync(string guarantee, string fault, Func<Trial, Task<string>> torment)
    {
        using var enough = new CancellationTokenSource();
        var trial = await Trial.MakeAsync(brokers, guarantee);
        // As by Kafka's own default a session outlasts its coordinator's failover; MembershipTests has those that don't.
        var run = trial.Start("one", "", "--kafka", "session.timeout.ms=45000");
        try
        {
            var sending = trial.SendAsync(int.MaxValue, Rate, enough.Token);
            await trial.ProgressAsync();
            var note = await torment(trial);
            enough.Cancel();
            await sending;
            await trial.CaughtUpAsync();
            Assert.False(run.HasEnded, string.Join('\n', run.Lines));
            // at least once: what was delivered while no coordinator took a commit may be read again, however long that was
            trial.Hold(await trial.JudgeAsync(fault, note), doubledAtMost: int.MaxValue);
        }
        finally
        {
            enough.Cancel();
            trial.Abandon();
        }
    }
}
