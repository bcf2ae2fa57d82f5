using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Host.Settings;

namespace StreamLift.Pipeline.Tests.Models;

/// <summary>Streams with a camera and streams without one in one run with the models that come with StreamLift.</summary>
public sealed class CameraStreamsTests : IDisposable
{
    private const int Each = 40;

    private static readonly string[] Streams = ["hall/1", "hall/2", "yard", "S9/Walking 1/54138969", "gate"];

    private readonly Cluster _cluster;
    private readonly TemporaryCameras _cameras = new("hall/*");

    public CameraStreamsTests(Cluster cluster) => _cluster = cluster;

    private string Cameras => _cameras.File;

    public void Dispose() => _cameras.Dispose();

    [RealBrokerTheory]
    [InlineData("AtLeastOnce", "auto")]
    [InlineData("ExactlyOnce", "auto")]
    [InlineData("AtLeastOnce", "fp32")]
    public async Task Each_stream_has_the_bytes_that_a_run_with_its_model_alone_writes(string guarantee, string precision)
    {
        var pipeline = await _cluster.PipelineAsync();
        pipeline.Send(Records());
        string[] more = ["--cameras", Cameras, "--precision", precision, "--sigma"];
        var (said, both) = await RunAsync([.. more, "--guarantee", guarantee, .. guarantee == "ExactlyOnce" ? (string[])["--instance", "a"] : []]);
        var (_, image) = await RunAsync(["--model", DefaultModel.Path, .. more]);
        var (_, centred) = await RunAsync(["--model", DefaultModel.Calibrated, .. more]);

        Assert.Equal((Streams.Length * Each, Streams.Length * Each, 3 * Each), (both.Count, image.Count, centred.Count));
        Assert.All(both, record => Assert.Equal(Text(centred.GetValueOrDefault(record.Key) ?? image[record.Key]), Text(record.Value)));
        Assert.All(centred.Keys, key => Assert.NotEqual(Text(image[key]), Text(centred[key])));
        var models = both.Values.Select(ModelOf).Distinct().Order().ToList();
        Assert.Collection(models, model => Assert.StartsWith("streamlift-centred", model), model => Assert.StartsWith("streamlift-image", model));
        Assert.Single(said, line => line.Contains($"model {models[0]} for streams with a camera (1 known), on ", StringComparison.Ordinal));
        Assert.Single(said, line => line.Contains($"model {models[1]} for streams without a camera, on ", StringComparison.Ordinal));
        Assert.Equal(
            ["gate", "yard"],
            said.Where(line => line.Contains(" has no camera in --cameras or --rig", StringComparison.Ordinal)).Select(line => line.Split('"')[1]).Order()
        );

        async Task<(IReadOnlyList<string> Lines, Dictionary<(string, long), byte[]> Poses)> RunAsync(IEnumerable<string> flags)
        {
            var one = pipeline with { Output = await _cluster.TopicAsync("out") };
            var lines = await one.ToEndAsync(["--group", $"{one.Output}-group", .. flags]);
            return (lines, one.Poses().ToDictionary(Frames.Of, record => record.Message.Value!));
        }
    }

    [RealBrokerFact]
    public async Task Frames_of_a_record_are_each_lifted_by_the_model_for_their_stream()
    {
        var pipeline = await _cluster.PipelineAsync();
        pipeline.Send([Frames.Record("all", $"[{string.Join(',', Streams.Select(stream => Frames.Json(stream, 0)))}]")]);
        await pipeline.ToEndAsync("--cameras", Cameras);
        using var list = JsonDocument.Parse(Assert.Single(pipeline.Poses()).Message.Value);
        var models = list.RootElement.EnumerateArray().Select(frame => frame.GetProperty("model").GetString()!.Split('@')[0]).ToList();
        Assert.Equal([true, true, false, true, false], models.Select(model => model.StartsWith("streamlift-centred", StringComparison.Ordinal)));
    }

    [RealBrokerFact]
    public async Task New_file_of_one_of_the_models_is_served_while_the_other_stays()
    {
        var (general, calibrated) = (Path.Combine(_cameras.Folder, "general.onnx"), Path.Combine(_cameras.Folder, "calibrated.onnx"));
        File.Copy(DefaultModel.Path, general);
        File.Copy(DefaultModel.Calibrated, calibrated);
        var pipeline = await _cluster.PipelineAsync();
        var environment = new Dictionary<string, string> { ["STREAMLIFT__LIFTER__CALIBRATEDMODEL"] = calibrated };
        string[] flags = ["--cameras", Cameras, "--model", general, "--model-watch", "0.1", "--precision", "fp32"];
        using var run = StreamLiftCommand.Start(environment, pipeline.Arguments(flags));
        await run.LineAsync(line => line.Contains("partitions assigned", StringComparison.Ordinal), StreamLiftCommand.Patience);
        pipeline.Send(Records());
        while (pipeline.Poses().Count < Streams.Length * Each)
            Assert.False(run.HasEnded, string.Join('\n', run.Lines));
        // a field of the file that no network reads: the text of doc_string
        File.WriteAllBytes(calibrated + ".new", [.. File.ReadAllBytes(calibrated), 0x32, 4, .. "next"u8.ToArray()]);
        File.Move(calibrated + ".new", calibrated, overwrite: true);
        var said = await run.LineAsync(line => line.Contains(" replaces ", StringComparison.Ordinal), StreamLiftCommand.Patience);
        pipeline.Send(Records(first: Each));
        while (pipeline.Poses().Count < 2 * Streams.Length * Each)
            Assert.False(run.HasEnded, string.Join('\n', run.Lines));
        run.Terminate();
        Assert.Equal(0, await run.ExitAsync(StreamLiftCommand.Patience));

        Assert.Contains("model streamlift-centred@", said, StringComparison.Ordinal);
        Assert.All(pipeline.Poses().GroupBy(record => Frames.Of(record).Stream), stream =>
        {
            var models = stream.Select(record => ModelOf(record.Message.Value!)).Distinct().ToList();
            var hasCamera = stream.Key is not ("yard" or "gate");
            Assert.Equal(hasCamera ? 2 : 1, models.Count);
            Assert.StartsWith(hasCamera ? "streamlift-centred@" : "streamlift-image@", models[0]);
        });
    }

    private static IEnumerable<Message<byte[]?, byte[]?>> Records(int first = 0) =>
        from frame in Enumerable.Range(first, Each)
        from stream in Streams
        select Frames.Record(stream, Frames.Json(stream, frame, people: 1 + (frame % 3)));

    private static string Text(byte[] record) => Encoding.UTF8.GetString(record);

    private static string ModelOf(byte[] record)
    {
        using var json = JsonDocument.Parse(record);
        return json.RootElement.GetProperty("model").GetString()!;
    }
}
