namespace StreamLift.Faults.Tests;

/// <summary>How the process ends where no broker answers: all connections open, nothing comes back.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class SignalTests(ThreeBrokers brokers)
{
    public static TheoryData<string> Some => [.. Guarantees.Mostly(Guarantees.ExactlyOnce)];

    [BrokersTheory]
    [MemberData(nameof(Some))]
    public async Task Instance_with_frozen_brokers_stops_on_SIGTERM_and_exits_130_on_repeated_SIGINT(string guarantee)
    {
        var trial = await Trial.MakeAsync(brokers, guarantee);
        try
        {
            var patient = await trial.StartReadingAsync("one", "", "--drain-timeout", "5");
            var hasty = await trial.StartReadingAsync("two");
            var sending = trial.SendAsync(100);
            await trial.ProgressAsync(before: 0);
            foreach (var broker in ThreeBrokers.All)
                brokers.Freeze(broker);
            try
            {
                patient.Terminate();
                // two signals of a kind that come at once may be one to the system: again until it is heard twice
                await Until.TrueAsync("the second Ctrl+C ends it", () =>
                {
                    hasty.Interrupt();
                    return hasty.HasEnded;
                });
                Assert.Equal(130, await hasty.ExitAsync(StreamLiftCommand.Patience));
                // 0: all was delivered; 4: something was not; 5: a call into the client has not come back
                Assert.Contains(await patient.ExitAsync(StreamLiftCommand.Patience), new[] { 0, 4, 5 });
            }
            finally
            {
                foreach (var broker in ThreeBrokers.All)
                    brokers.Thaw(broker);
            }

            await sending;
            await brokers.InSyncAsync();
            await trial.StartReadingAsync("one");
            await trial.CaughtUpAsync();
            trial.Hold(await trial.JudgeAsync("brokers silent, SIGTERM and two SIGINTs"), 2 * Trial.DoubledByAKill);
        }
        finally
        {
            trial.Abandon();
        }
    }
}
