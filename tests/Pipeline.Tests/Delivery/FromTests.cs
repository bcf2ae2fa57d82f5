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
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send(Enumerable.Range(0, 10).Select(i => Frames.Record("cam", Frames.Json("cam", i))));
        await Run(pipeline, "committed");
        Assert.Equal(10, pipeline.Poses().Count);
        pipeline.Send(Enumerable.Range(10, 10).Select(i => Frames.Record("cam", Frames.Json("cam", i))));
        await Run(pipeline, from);
        Assert.Equal(10 + again, pipeline.Poses().Count);
        // wherever it began, it committed the end: nothing is left
        await Run(pipeline, "committed");
        Assert.Equal(10 + again, pipeline.Poses().Count);
    }

    [RealBrokerFact(isConfigured: true)]
    public async Task From_waits_for_the_coordinator_of_a_broker_where_no_group_has_ever_been()
    {
        using var broker = new RealBroker();
        var bootstrap = await broker.StartAsync();
        var pipeline = new TestPipeline(bootstrap, "in", "out", "in.dead-letters");
        await Task.WhenAll(((string[])[pipeline.Input, pipeline.Output, pipeline.Letters]).Select(topic => Topics.CreateAsync(bootstrap, topic, 1)));
        pipeline.Send(Enumerable.Range(0, 10).Select(i => Frames.Record("cam", Frames.Json("cam", i))));
        Assert.DoesNotContain("__consumer_offsets", Topics.Names(bootstrap));
        await Run(pipeline, "earliest");
        Assert.Equal(10, pipeline.Poses().Count);
    }

    private static Task Run(TestPipeline pipeline, string from) => pipeline.ToEndAsync("--lanes", "2", "--from", from);
}
