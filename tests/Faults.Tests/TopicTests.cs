namespace StreamLift.Faults.Tests;

/// <summary>Topics that change under a running instance, and refusals. A supervisor starts again what ends with exit code 4, as a container's would.</summary>
[Collection(ThreeBrokersCollection.Name)]
public sealed class TopicTests(ThreeBrokers brokers)
{
    private static readonly string[] Attentive = ["--kafka", "topic.metadata.refresh.interval.ms=1000"];

    public static TheoryData<string> All => [.. Guarantees.All];

    public static TheoryData<string> Some => [.. Guarantees.Mostly(Guarantees.AtLeastOnce)];

    [BrokersTheory]
    [MemberData(nameof(Some))]
    public Task Partitions_added_to_the_input_topic_cost_no_frame(string guarantee) => SupervisedAsync(guarantee, "partitions added", async trial =>
        {
            await trial.CaughtUpAsync(); // a key may change its partition: Kafka promises no order across that
            await trial.AddPartitionsAsync(8);
            await trial.SendAsync(100);
            return 0;
        });

    [BrokersTheory]
    [MemberData(nameof(Some))]
    public Task Output_topic_deleted_and_recreated_costs_no_later_frame(string guarantee) =>
        SupervisedAsync(guarantee, "output topic deleted and made again", async trial =>
        {
            await trial.CaughtUpAsync();
            await trial.RemakeAsync(trial.Output);
            await trial.SendAsync(100);
            return Trial.DoubledByAKill;
        });

    [NightTheory]
    [MemberData(nameof(All))]
    public Task Input_topic_deleted_and_recreated_costs_no_later_frame(string guarantee) =>
        SupervisedAsync(guarantee, "input topic deleted and made again", async trial =>
        {
            await trial.CaughtUpAsync();
            await trial.RemakeAsync(trial.Input);
            await trial.SendAsync(100);
            return Trial.DoubledByAKill;
        });

    [BrokersTheory]
    [MemberData(nameof(Some))]
    public async Task Lowered_max_message_bytes_ends_the_instance_with_4_and_costs_no_frame(string guarantee)
    {
        var trial = await Trial.MakeAsync(brokers, guarantee);
        try
        {
            var run = await trial.StartReadingAsync("one");
            await trial.SendAsync(20);
            await trial.CaughtUpAsync();
            await brokers.ConfigureAsync(trial.Output, "max.message.bytes", "200");
            do await trial.SendAsync(20); // until the leaders know of the limit
            while (!run.HasEnded);
            Assert.Equal(4, await run.ExitAsync(StreamLiftCommand.Patience));
            await brokers.ConfigureAsync(trial.Output, "max.message.bytes", "1048588");
            await trial.StartReadingAsync("one");
            await trial.CaughtUpAsync();
            trial.Hold(await trial.JudgeAsync("the output's limit of size lowered, for a while"), Trial.DoubledByAKill);
        }
        finally
        {
            trial.Abandon();
        }
    }

    [NightTheory]
    [MemberData(nameof(All))]
    public Task Producer_quota_on_the_output_costs_no_frame(string guarantee) => SupervisedAsync(guarantee, "a quota of 50 kB/s", async trial =>
        {
            await brokers.LimitAsync("streamlift", 50_000);
            await trial.SendAsync(300);
            await trial.ProgressAsync();
            await brokers.LimitAsync("streamlift", null);
            return 0;
        });

    private async Task SupervisedAsync(string guarantee, string fault, Func<Trial, Task<int>> torment)
    {
        var trial = await Trial.MakeAsync(brokers, guarantee);
        var supervisor = new Supervisor(() => trial.Start("one", "", Attentive), expected: 4);
        try
        {
            var sending = trial.SendAsync(50);
            await trial.ProgressAsync(before: 0);
            await sending;
            var doubled = await torment(trial);
            await trial.CaughtUpAsync();
            var ends = supervisor.Ends;
            await supervisor.StopAsync();
            trial.Hold(await trial.JudgeAsync(fault, ends == 0 ? "" : $"{ends} restarts"), doubled);
        }
        finally
        {
            await supervisor.StopAsync();
            trial.Abandon();
        }
    }
}
