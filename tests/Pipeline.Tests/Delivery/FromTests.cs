namespace StreamLift.Pipeline.Tests.Delivery;

public sealed class FromTests(Cluster cluster)
{
    [RealBrokerTheory]
    [InlineData("latest", 0)]
    [InlineData("earliest", 20)]
    [InlineData("2000-01-01T00:00:00Z", 20)]
    [InlineData("2100-01-01T00:00:00Z", 0)]
    [InlineData("committed", 10)]
    public async Task Run_starts_reading_where_the_from_option_says(string from, int again)
    {
        var (input, output) = (await cluster.TopicAsync("in"), await cluster.TopicAsync("out"));
        await cluster.DeadLettersOf(input);
        Topics.Send(cluster.Bootstrap, input, Enumerable.Range(0, 10).Select(i => Frames.Record("cam", Frames.Json("cam", i))));
        await Run(input, output, "committed");
        Assert.Equal(10, Topics.Read(cluster.Bootstrap, output).Count);
        Topics.Send(cluster.Bootstrap, input, Enumerable.Range(10, 10).Select(i => Frames.Record("cam", Frames.Json("cam", i))));
        await Run(input, output, from);
        Assert.Equal(10 + again, Topics.Read(cluster.Bootstrap, output).Count);
        // wherever it began, it committed the end: nothing is left
        await Run(input, output, "committed");
        Assert.Equal(10 + again, Topics.Read(cluster.Bootstrap, output).Count);
    }

    [RealBrokerFact(isConfigured: true)]
    public async Task From_waits_for_the_coordinator_of_a_broker_where_no_group_has_ever_been()
    {
        using var broker = new RealBroker();
        var bootstrap = await broker.StartAsync();
        await Task.WhenAll(((string[])["in", "out", "in.dead-letters"]).Select(topic => Topics.CreateAsync(bootstrap, topic, 1)));
        Topics.Send(bootstrap, "in", Enumerable.Range(0, 10).Select(i => Frames.Record("cam", Frames.Json("cam", i))));
        Assert.DoesNotContain("__consumer_offsets", Topics.Names(bootstrap));
        await Run("in", "out", "earliest", bootstrap);
        Assert.Equal(10, Topics.Read(bootstrap, "out").Count);
    }

    private async Task Run(string input, string output, string from, string? bootstrap = null)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(
            "run",
            "--bootstrap",
            bootstrap ?? cluster.Bootstrap,
            "--input",
            input,
            "--output",
            output,
            "--http",
            "off",
            "--group",
            $"group-of-{input}",
            "--until-end",
            "--lanes",
            "2",
            "--from",
            from
        );
        Assert.True(code == 0, string.Join('\n', lines));
    }
}
