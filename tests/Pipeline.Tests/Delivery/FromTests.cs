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

    private async Task Run(string input, string output, string from)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(
            "run",
            "--bootstrap",
            cluster.Bootstrap,
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
