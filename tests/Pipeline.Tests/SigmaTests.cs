using Google.Protobuf;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests;

/// <summary>Each joint's sigma through the broker, of a model whose sigma is a tenth of a joint's distance from the hip along z.</summary>
public sealed class SigmaTests : IDisposable
{
    private readonly Cluster _cluster;
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-sigma-").FullName;

    public SigmaTests(Cluster cluster)
    {
        _cluster = cluster;
        File.WriteAllBytes(Model, ModelFile.WithSigma().ToByteArray());
    }

    private string Model => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("json", 0.01)]
    [InlineData("protobuf", 0.0001)]
    public async Task Sigma_option_adds_sigmas_to_every_lifted_person_and_none_without_the_option(string encoding, double rounding)
    {
        var pipeline = await SentAsync();
        await Runs(pipeline, "--output-encoding", encoding, "--sigma");
        var plain = pipeline with { Output = await _cluster.TopicAsync("plain") };
        await Runs(plain, "--output-encoding", encoding, "--group", $"again-{pipeline.Input}", "--from", "earliest");

        var asked = Read(pipeline, encoding);
        Assert.Equal(20, asked.Count);
        Assert.All(asked, frame =>
        {
            Assert.Equal(2, frame.PersonCount);
            Assert.All([0, 1], person =>
                Assert.All(frame.Sigma(person).ToArray(), (sigma, joint) => Assert.Equal(Math.Abs(frame.Joints(person)[(3 * joint) + 2]) / 10, sigma, rounding))
            );
            Assert.Equal((17, 0f), (frame.Sigma(0).Length, frame.Sigma(0)[0]));
        });
        var without = Read(plain, encoding);
        Assert.All(without, frame => Assert.True(frame.Sigma(0).IsEmpty));
        Assert.Equal(asked.Select(frame => frame.Joints(1).ToArray()), without.Select(frame => frame.Joints(1).ToArray()));
    }

    [Fact]
    public async Task Sigma_option_with_a_model_without_sigma_exits_3_in_one_line()
    {
        File.WriteAllBytes(Model, ModelFile.WithoutSigma().ToByteArray());
        var pipeline = await SentAsync();
        var (code, _, lines) = await InProcessCommand.ToEndAsync(pipeline.Arguments("--until-end", "--model", Model, "--precision", "fp32", "--sigma"));
        Assert.Equal(3, code);
        Assert.Contains("--sigma", Assert.Single(lines, line => line.StartsWith("streamlift: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private async Task<TestPipeline> SentAsync()
    {
        var pipeline = await _cluster.PipelineAsync(1, 1);
        pipeline.Send(Enumerable.Range(0, 20).Select(frame => Frames.Record("hall", Frames.Json("hall", frame, people: 2))));
        return pipeline;
    }

    private Task Runs(TestPipeline pipeline, params IEnumerable<string> more) => pipeline.ToEndAsync(["--model", Model, .. more]);

    private static List<PoseFrame> Read(TestPipeline pipeline, string encoding) =>
        [
            .. pipeline
                .Poses()
                .Select(record =>
                {
                    var frame = new PoseFrame();
                    Assert.True(
                        new PoseDecoder().TryDecode(encoding == "json" ? WireEncoding.Json : WireEncoding.Protobuf, record.Message.Value, frame, out var error),
                        error.Detail
                    );
                    return frame;
                }),
        ];
}
