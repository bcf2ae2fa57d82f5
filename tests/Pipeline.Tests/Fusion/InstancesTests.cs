using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests.Fusion;

/// <summary>Several processes of the second stage share the rigs.</summary>
public sealed class InstancesTests(Cluster cluster)
{
    private const int Rigs = 8;
    private const int Partitions = 8;

    [RealBrokerFact]
    public async Task Rigs_are_whole_on_one_of_two_instances_and_keep_their_ids_when_they_move()
    {
        var rooms = Enumerable.Range(0, Rigs).Select(rig => new MadeRoom($"rig-{rig}", cameras: 3, people: 2)).ToList();
        using var pipeline = await FusePipeline.MakeAsync(cluster, Partitions, rooms);
        string[] exactly = ["--guarantee", "ExactlyOnce", "--instance"];
        using var first = InProcessCommand.Start(pipeline.Arguments([.. exactly, "first"]));
        await first.LineAsync(line => line.Contains("partitions assigned", StringComparison.Ordinal));
        pipeline.Send(0, 60);
        await Topics.AnyAsync(pipeline.Bootstrap, pipeline.People);

        using var second = InProcessCommand.Start(pipeline.Arguments([.. exactly, "second"]));
        await second.LineAsync(line => line.Contains("partitions assigned", StringComparison.Ordinal));
        pipeline.Send(60, 120);
        await second.LineAsync(line => line.Contains("first frames, in", StringComparison.Ordinal));

        first.Stop();
        Assert.Equal(0, await first.ExitAsync());
        pipeline.Send(120, 180);
        second.Stop();
        Assert.Equal(0, await second.ExitAsync());
        await pipeline.ToEndAsync([.. exactly, "first"]);

        foreach (var rig in pipeline.Read().GroupBy(record => record.Key))
        {
            var frames = rig.Select(record => record.Frame).ToList();
            Assert.Equal(Enumerable.Range(0, 180).Select(i => (long)i), frames.Select(frame => frame.Sequence));
            Assert.Equal(2, frames[30].PersonCount);
            Assert.All(frames.Skip(30), frame => Assert.Equal(IdsOf(frames[30]), IdsOf(frame)));
            Assert.All(frames, frame => Assert.Equal(3, frame.CameraCount));
        }

        Assert.DoesNotContain(first.Lines.Concat(second.Lines), line => line.Contains("--key rig", StringComparison.Ordinal));
    }

    private static List<long> IdsOf(PeopleFrame frame) => [.. Enumerable.Range(0, frame.PersonCount).Select(frame.Id).Order()];
}
