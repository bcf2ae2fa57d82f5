using System.Text.Json;
using Confluent.Kafka;

namespace StreamLift.Pipeline.Tests;

/// <summary>The topics of one test, and the service that works on them. A run of it has the endpoints off and a group of the input's own.</summary>
/// <param name="Bootstrap">The broker, host:port.</param>
/// <param name="Input">The topic of frames.</param>
/// <param name="Output">The topic of poses.</param>
/// <param name="Letters">The topic of dead letters.</param>
internal sealed record TestPipeline(string Bootstrap, string Input, string Output, string Letters)
{
    /// <summary>The arguments of <c>run</c>, with more of them.</summary>
    public IReadOnlyList<string> Arguments(params IEnumerable<string> more) => StreamLiftCommand.RunArguments(Bootstrap, Input, Output, more);

    /// <summary>Sends records to the input and waits until all are delivered.</summary>
    public void Send(IEnumerable<Message<byte[]?, byte[]?>> records) => Topics.Send(Bootstrap, Input, records);

    /// <summary>Runs the service on what the input holds, which must end with exit code 0.</summary>
    /// <returns>All lines that it printed.</returns>
    public async Task<IReadOnlyList<string>> ToEndAsync(params IEnumerable<string> more)
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync(Arguments(["--until-end", .. more]));
        Assert.True(code == 0, string.Join('\n', lines));
        return lines;
    }

    /// <summary>Starts the service in this process and waits until it reads.</summary>
    public async Task<InProcessCommand> StartAsync(params IEnumerable<string> more)
    {
        var run = InProcessCommand.Start(Arguments(more));
        await run.LineAsync(line => line.Contains("partitions assigned", StringComparison.Ordinal));
        return run;
    }

    /// <summary>Starts the service as a process of its own and waits until it reads.</summary>
    public Task<Command> StartProcessAsync(params IEnumerable<string> more) => StreamLiftCommand.RunAsync(Bootstrap, Input, Output, more);

    /// <summary>Fills the input with recorded or made motion.</summary>
    public Task<string> ProduceAsync(params IEnumerable<string> more) =>
        InProcessCommand.SucceedAsync(["produce", "--bootstrap", Bootstrap, "--topic", Input, .. more]);

    /// <summary>Compares the poses with the truth.</summary>
    public async Task<JsonDocument> EvaluateAsync(params IEnumerable<string> more) =>
        JsonDocument.Parse(await InProcessCommand.SucceedAsync(["evaluate", "--bootstrap", Bootstrap, "--topic", Output, "--json", .. more]));

    /// <summary>Sends the dead letters to the input again.</summary>
    public Task<string> RedriveAsync(params IEnumerable<string> more) =>
        InProcessCommand.SucceedAsync(["redrive", "--bootstrap", Bootstrap, "--dead-letters", Letters, "--to", Input, .. more]);

    /// <summary>The committed pose records, partition by partition in order.</summary>
    public List<ConsumeResult<byte[]?, byte[]?>> Poses() => Topics.Read(Bootstrap, Output);

    /// <summary>The dead letters.</summary>
    public List<ConsumeResult<byte[]?, byte[]?>> DeadLetters() => Topics.Read(Bootstrap, Letters);

    /// <summary>Waits for the first pose record that is committed, or for more than so many that may not be.</summary>
    public Task AnyPoseAsync(int? uncommittedAfter = null) => Topics.AnyAsync(Bootstrap, Output, uncommittedAfter);

    /// <summary>Fails unless the output has each frame of each stream once, numbered from 0 in order.</summary>
    public void AssertEachOnceInOrder(int streams, int frames) => AssertEachOnce(streams, frames, numbers => numbers);

    /// <summary>Fails unless the output has each frame of each stream once, numbered from 0, in any order.</summary>
    public void AssertEachOnce(int streams, int frames) => AssertEachOnce(streams, frames, numbers => numbers.Order());

    private void AssertEachOnce(int streams, int frames, Func<IEnumerable<long>, IEnumerable<long>> ordered)
    {
        var byStream = Poses().Select(Frames.Of).GroupBy(frame => frame.Stream).ToList();
        Assert.Equal(streams, byStream.Count);
        Assert.All(byStream, stream => Assert.Equal(Enumerable.Range(0, frames).Select(i => (long)i), ordered(stream.Select(frame => frame.Frame))));
    }
}
