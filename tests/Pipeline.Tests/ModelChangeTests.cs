using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests;

/// <summary>A new model file in the place of the one that is served.</summary>
public sealed class ModelChangeTests : IDisposable
{
    private const int Streams = 8;
    private readonly Cluster _cluster;
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-models-").FullName;

    public ModelChangeTests(Cluster cluster)
    {
        _cluster = cluster;
        File.Copy(ModelFile.Default, Model);
    }

    private string Model => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Model_replaced_in_mid_stream_loses_no_frame_and_switches_once_per_partition()
    {
        var pipeline = await _cluster.PipelineAsync();
        using var run = await Run(pipeline, "--lanes", "2");
        using var changed = new CancellationTokenSource();
        var sending = Task.Run(() =>
            Topics.SendUntil(_cluster.Bootstrap, pipeline.Input, number => Records(20 * number, 20), () => changed.IsCancellationRequested)
        );
        // each lane has begun with the first model: a later one would know only the next
        while (pipeline.Poses().Select(pose => Frames.Of(pose).Stream).Distinct().Count() < Streams)
            Assert.False(run.HasEnded, string.Join('\n', run.Lines));
        Replace(ModelFile.Noted("next"));
        var said = await run.LineAsync(line => line.Contains(" replaces ", StringComparison.Ordinal));
        await changed.CancelAsync();
        var frames = 20 * await sending;
        // lanes begin their next batch with it
        pipeline.Send(Records(frames, 50));
        run.Stop();
        Assert.Equal(0, await run.ExitAsync());
        await pipeline.ToEndAsync("--model", Model);

        var records = pipeline.Poses();
        var models = records.Select(ModelOf).Distinct().ToList();
        Assert.Equal(2, models.Count);
        Assert.All(models, model => Assert.Contains(model, said));
        Assert.All(records.GroupBy(record => record.Partition.Value), partition =>
        {
            var inOrder = partition.Select(ModelOf).ToList();
            Assert.Equal(models[0], inOrder[0]);
            Assert.Equal(models[1], inOrder[^1]);
            Assert.Equal(inOrder.IndexOf(models[1]), inOrder.LastIndexOf(models[0]) + 1);
        });
        Assert.All(records.GroupBy(record => Frames.Of(record).Stream), stream =>
            Assert.Equal(Enumerable.Range(0, frames + 50).Select(i => (long)i), stream.Select(record => Frames.Of(record).Frame))
        );
    }

    [Fact]
    public async Task Invalid_replacement_model_is_refused_in_one_line_and_the_old_one_stays()
    {
        var pipeline = await _cluster.PipelineAsync();
        using var run = await Run(pipeline);
        var good = File.ReadAllBytes(Model);
        var damaged = good.ToArray();
        damaged.AsSpan(damaged.Length / 2, 4096).Clear();
        await Refused(good[..(good.Length / 2)], "not a model");
        await Refused(damaged, "canary");
        await Refused(ModelFile.WithCard(card => card.Replace("[1000,1000]", "[640,480]", StringComparison.Ordinal)), "trained at 640x480 px");
        await Refused([], "not a model");
        pipeline.Send(Records(0, 1));
        await pipeline.AnyPoseAsync();

        // what was served is served again: nothing to change
        Replace(good);
        Replace(ModelFile.Noted("good"));
        var said = await run.LineAsync(line => line.Contains(" replaces ", StringComparison.Ordinal));
        Assert.Single(run.Lines, line => line.Contains(" replaces ", StringComparison.Ordinal));
        Assert.Contains($" replaces {ModelOf(pipeline.Poses()[0])} ", said);
        run.Stop();
        Assert.Equal(0, await run.ExitAsync());
        Assert.Equal(4, run.Lines.Count(line => line.Contains("new model rejected", StringComparison.Ordinal)));

        async Task Refused(byte[] file, string why)
        {
            var before = run.Lines.Count(IsRefusal);
            Replace(file);
            var line = await run.LineAsync(line => IsRefusal(line) && run.Lines.Count(IsRefusal) > before && line.Contains(why, StringComparison.Ordinal));
            Assert.EndsWith("stays in use", line);
        }

        static bool IsRefusal(string line) => line.Contains("new model rejected: ", StringComparison.Ordinal);
    }

    private static string ModelOf(ConsumeResult<byte[]?, byte[]?> record)
    {
        using var json = JsonDocument.Parse(record.Message.Value);
        return json.RootElement.GetProperty("model").GetString()!;
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Records(int first, int count) =>
        from frame in Enumerable.Range(first, count)
        from stream in Enumerable.Range(0, Streams)
        select Frames.Record($"cam-{stream}", Frames.Json($"cam-{stream}", frame));

    // as a careful user does: written beside it, then moved
    private void Replace(byte[] file)
    {
        File.WriteAllBytes(Model + ".new", file);
        File.Move(Model + ".new", Model, overwrite: true);
    }

    private Task<InProcessCommand> Run(TestPipeline pipeline, params IEnumerable<string> more) =>
        pipeline.StartAsync(["--model", Model, "--model-watch", "0.1", .. more]);
}
