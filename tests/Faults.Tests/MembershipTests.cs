namespace StreamLift.Faults.Tests;

/// <summary>Instances that come, go, and come back from the dead.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class MembershipTests(ThreeBrokers brokers)
{
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
    public async Task Three_instances_one_killed_or_added_every_few_seconds(string guarantee, string protocol)
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
            await trial.ProgressAsync();
            var kills = 0;
            for (var left = Night.For(byDay: 8, byNight: 300); left > TimeSpan.Zero;)
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
    public async Task A_frozen_instance_that_goes_on_after_others_have_taken_over_does_no_harm(string guarantee, string protocol)
    {
        for (var time = 0; time < Night.Times(1, 5); time++)
        {
            var trial = await Trial.MakeAsync(brokers, guarantee, protocol);
            try
            {
                var zombie = await trial.StartReadingAsync("one");
                var sending = trial.SendAsync(300, 400);
                await trial.ProgressAsync();
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
                await Until.TrueAsync("the zombie rejoins", () => Task.FromResult(zombie.HasEnded || Assignments(zombie) > before), () => string.Join('\n', zombie.Lines));
                Assert.False(zombie.HasEnded, string.Join('\n', zombie.Lines));
                trial.Hold(await trial.JudgeAsync($"frozen past its session and transaction timeouts, and continued ({protocol})"), Trial.DoubledByAKill);
            }
            finally
            {
                trial.Abandon();
            }
        }
    }

    private static int Assignments(Command instance) => instance.Lines.Count(line => line.Contains("partitions assigned", StringComparison.Ordinal));
}
