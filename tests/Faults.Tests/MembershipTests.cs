namespace StreamLift.Faults.Tests;

/// <summary>Instances that come, go, and come back from the dead.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class MembershipTests(ThreeBrokers brokers)
{
    public static TheoryData<string> Some => [.. Guarantees.Mostly(Guarantees.AtLeastOnce)]; // it commits by itself, and is fenced by that

    public static TheoryData<string, string> Groups()
    {
        var data = new TheoryData<string, string>();
        foreach (var guarantee in Guarantees.All)
        foreach (var protocol in new[] { "classic", "consumer" })
            if (Night.IsNight || guarantee == Guarantees.AtLeastOnce == (protocol == "classic")) // by day one of each
                data.Add(guarantee, protocol);
        return data;
    }

    [BrokersTheory]
    [MemberData(nameof(Groups))]
    public async Task Group_with_instances_killed_and_added_every_few_seconds_loses_no_frame(string guarantee, string protocol)
    {
        using var enough = new CancellationTokenSource();
        var random = new Random(guarantee.Length + protocol.Length);
        var trial = await Trial.MakeAsync(brokers, guarantee, protocol);
        try
        {
            var instances = new Dictionary<string, Command>();
            foreach (var name in new[] { "one", "two", "three" })
                instances[name] = trial.Start(name);
            await trial.StartedAsync(instances["one"]);
            var sending = trial.SendAsync(int.MaxValue, 200, enough.Token);
            await trial.ProgressAsync(before: 0);
            var kills = 0;
            for (var left = Night.For(byDay: 6, byNight: 300); left > TimeSpan.Zero; )
            {
                var pause = TimeSpan.FromSeconds(1 + (2 * random.NextDouble()));
                await Task.Delay(pause); // the rhythm of the fault
                left -= pause;
                var name = instances.Keys.ElementAt(random.Next(instances.Count));
                if (instances[name].HasEnded)
                {
                    instances[name] = trial.Start(name);
                }
                else if (instances.Values.Count(instance => !instance.HasEnded) > 1)
                {
                    instances[name].Kill();
                    await instances[name].ExitAsync(StreamLiftCommand.Patience);
                    kills++;
                }
            }

            foreach (var name in instances.Keys.Where(name => instances[name].HasEnded).ToList())
                instances[name] = trial.Start(name);
            enough.Cancel();
            await sending;
            await trial.CaughtUpAsync();
            trial.Hold(await trial.JudgeAsync($"3 instances, one killed or added every 1–3 s ({protocol})", $"{kills} kills"), kills * Trial.DoubledByAKill);
        }
        finally
        {
            enough.Cancel();
            trial.Abandon();
        }
    }

    [BrokersTheory]
    [MemberData(nameof(Groups))]
    public async Task Frozen_instance_resumed_after_a_takeover_loses_no_frame_and_rejoins_the_group(string guarantee, string protocol)
    {
        for (var time = 0; time < Night.Times(1, 5); time++)
        {
            var trial = await Trial.MakeAsync(brokers, guarantee, protocol);
            try
            {
                var zombie = await trial.StartReadingAsync("one");
                var sending = trial.SendAsync(300, 400);
                await trial.ProgressAsync(before: 0);
                zombie.Freeze();
                await trial.StartReadingAsync("two");
                // nobody else can do what the frozen one has not committed: once all is, its session and its transaction are over
                await sending;
                await trial.CaughtUpAsync();
                var before = Assignments(zombie);
                zombie.Thaw();
                await trial.SendAsync(100);
                await trial.CaughtUpAsync();
                // nobody else has used its name: it comes back into the group by itself
                await Until.TrueAsync(
                    "the zombie rejoins",
                    () => Task.FromResult(zombie.HasEnded || Assignments(zombie) > before),
                    () => string.Join('\n', zombie.Lines)
                );
                Assert.False(zombie.HasEnded, string.Join('\n', zombie.Lines));
                trial.Hold(await trial.JudgeAsync($"frozen past its session and transaction timeouts, and continued ({protocol})"), Trial.DoubledByAKill);
            }
            finally
            {
                trial.Abandon();
            }
        }
    }

    /// <summary>A member that is killed in mid-commit leaves offsets that nobody may read on from, nor go past, until its transaction has ended.</summary>
    [BrokersTheory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Instance_waits_for_offsets_held_by_an_open_transaction_during_rebalances(string protocol)
    {
        var trial = await Trial.MakeAsync(brokers, Guarantees.ExactlyOnce, protocol);
        try
        {
            var first = await trial.StartReadingAsync("one");
            await trial.SendAsync(50);
            await trial.CaughtUpAsync();
            first.Terminate();
            await first.ExitAsync(StreamLiftCommand.Patience);
            using (trial.HoldOffsets())
            {
                // the group gives and takes while they wait
                await trial.StartReadingAsync("two");
                var third = await trial.StartReadingAsync("three");
                await Task.Delay(TimeSpan.FromSeconds(3)); // time to begin where they shouldn't
                third.Terminate(); // while it asks
                Assert.Equal(0, await third.ExitAsync(StreamLiftCommand.Patience));
            }

            await trial.SendAsync(50);
            await trial.CaughtUpAsync();
            trial.Hold(await trial.JudgeAsync($"a transaction holds the offsets while the group changes ({protocol})"), 0);
        }
        finally
        {
            trial.Abandon();
        }
    }

    [BrokersTheory]
    [InlineData("consumer")] // classic: KillTests
    public async Task Static_member_killed_and_restarted_at_once_gets_its_partitions_back(string protocol)
    {
        var trial = await Trial.MakeAsync(brokers, Guarantees.AtLeastOnce, protocol);
        try
        {
            var first = await trial.StartReadingAsync("one");
            await trial.SendAsync(50);
            await trial.CaughtUpAsync();
            first.Kill();
            await first.ExitAsync(StreamLiftCommand.Patience);
            // KIP-848 keeps the name for the killed one until its session is over
            var second = await trial.StartReadingAsync("one");
            await trial.SendAsync(50);
            await trial.CaughtUpAsync();
            Assert.False(second.HasEnded, string.Join('\n', second.Lines));
            trial.Hold(await trial.JudgeAsync($"killed and started at once ({protocol})"), Trial.DoubledByAKill);
        }
        finally
        {
            trial.Abandon();
        }
    }

    [BrokersTheory]
    [MemberData(nameof(Some))]
    public async Task Member_whose_session_expired_during_a_coordinator_outage_rejoins_by_itself(string guarantee)
    {
        var trial = await Trial.MakeAsync(brokers, guarantee);
        try
        {
            // shorter than brokers need to notice that one is gone
            var run = await trial.StartReadingAsync("one", "", "--kafka", "session.timeout.ms=4000");
            var sending = trial.SendAsync(400, 400);
            await trial.ProgressAsync(before: 0);
            var coordinator = brokers.CoordinatorOf(trial.Group);
            await brokers.KillAsync(coordinator);
            // mostly the session runs out first; where the brokers were quicker, work goes on with it
            await trial.ProgressAsync(orElse: () =>
                run.Lines.Any(line => line.Contains("partitions lost", StringComparison.Ordinal) || line.Contains("joins again", StringComparison.Ordinal))
            );
            await brokers.ReviveAsync(coordinator);
            await sending;
            await trial.CaughtUpAsync();
            Assert.False(run.HasEnded, string.Join('\n', run.Lines));
            trial.Hold(
                await trial.JudgeAsync(
                    "session run out while its coordinator was away",
                    run.Lines.Any(line => line.Contains("joins again", StringComparison.Ordinal)) ? "fenced by its own commit" : ""
                ),
                int.MaxValue
            );
        }
        finally
        {
            trial.Abandon();
        }
    }

    private static int Assignments(Command instance) => instance.Lines.Count(line => line.Contains("partitions assigned", StringComparison.Ordinal));
}
