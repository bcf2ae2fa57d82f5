using System.Globalization;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests.Suspicion;

/// <summary>Streams that are probably wrong, in a run of the whole service.</summary>
public sealed class SuspicionTests(Cluster cluster)
{
    private const int Total = 40;

    [Fact]
    public async Task Stream_that_is_probably_wrong_is_lifted_and_said_once()
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send(Enumerable.Range(0, Total).Select(Record));

        var lines = await pipeline.ToEndAsync();

        Assert.Equal(Total, pipeline.Poses().Count);
        var said = Assert.Single(lines, line => line.Contains("(normalised-coordinates)", StringComparison.Ordinal));
        Assert.Contains("stream \"cam-1\": all coordinates lie in 0.2…0.68", said, StringComparison.Ordinal);
        Assert.Contains("set --normalised", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_run_makes_dead_letters_of_what_is_probably_wrong()
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send(Enumerable.Range(0, Total).Select(Record));

        await pipeline.ToEndAsync("--strict");

        Assert.Empty(pipeline.Poses());
        var dead = pipeline.DeadLetters();
        Assert.Equal(Total, dead.Count);
        Assert.All(dead, letter =>
        {
            Assert.Equal("suspect", Frames.Header(letter, "streamlift-reason"));
            Assert.StartsWith("normalised-coordinates: all coordinates lie in 0.2", Frames.Header(letter, "streamlift-detail"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Option_normalised_takes_the_same_frames_as_right()
    {
        var pipeline = await cluster.PipelineAsync();
        pipeline.Send(Enumerable.Range(0, Total).Select(Record));

        var lines = await pipeline.ToEndAsync("--normalised", "--strict");

        Assert.Equal(Total, pipeline.Poses().Count);
        Assert.DoesNotContain(lines, line => line.Contains("stream \"cam-1\"", StringComparison.Ordinal));
    }

    private static Message<byte[]?, byte[]?> Record(int frame)
    {
        var points = Enumerable
            .Range(0, 17)
            .Select(joint =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{0.4 + (0.02 * (joint % 3)) + (0.0005 * frame):F4},{0.2 + (0.03 * joint) + (0.0002 * frame):F4},{0.7 + (0.01 * joint):F2}"
                )
            );
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Frames.Record(
            "cam-1",
            $$"""{"stream":"cam-1","frame":{{frame}},"timestampMs":{{time}},"layout":"h36m17","image":[1000,1000],"people":[{"keypoints":[{{string.Join(
                ',',
                points
            )}}]}]}"""
        );
    }
}
