using Google.Protobuf;
using Onnx;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;
using StreamLift.Training.Export;

namespace StreamLift.Training.Tests.Export;

/// <summary>The models in the repository, which were written before Export used code generated from the ONNX schema.</summary>
public sealed class OnnxFileTests
{
    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "models"), "*.onnx").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_model_read_and_written_is_the_same_byte_for_byte(string name)
    {
        var file = Bytes(name);
        Assert.True(ModelProto.Parser.ParseFrom(file).ToByteArray().AsSpan().SequenceEqual(file));
    }

    [Theory]
    [InlineData("streamlift-image.onnx")]
    [InlineData("streamlift-centred.onnx")]
    [InlineData("streamlift-image-full.onnx")]
    public void A_shipped_fp32_models_layers_and_card_make_the_same_file(string name)
    {
        var file = Bytes(name);
        var card = ModelCard.Parse(ModelProto.Parser.ParseFrom(file).MetadataProps.Single(entry => entry.Key == ModelCard.MetadataKey).Value);
        Assert.True(OnnxFile.Write(OnnxNetworkReader.Read(file, name), card).AsSpan().SequenceEqual(file));
    }

    [Fact]
    public void A_model_that_is_int8_cut_short_or_has_another_graph_is_refused()
    {
        const string name = "streamlift-centred.onnx";
        var file = Bytes(name);
        Refused(Bytes("streamlift-image.int8.onnx"), "streamlift-image.int8.onnx");
        Refused(file[..(file.Length / 2)], name);
        Refused([], name); // an empty message is valid, but has no graph

        var more = ModelProto.Parser.ParseFrom(file);
        more.Graph.Node.Add(
            new NodeProto
            {
                OpType = "Relu",
                Input = { "pose" },
                Output = { "more" },
            }
        );
        Refused(more.ToByteArray(), name);

        var shorter = ModelProto.Parser.ParseFrom(file);
        var bias = shorter.Graph.Initializer.Single(tensor => tensor.Name == "leave.bias");
        bias.RawData = ByteString.CopyFrom(bias.RawData.Span[4..]);
        Refused(shorter.ToByteArray(), name);
    }

    private static void Refused(byte[] file, string name)
    {
        var refused = Assert.Throws<ModelException>(() => OnnxNetworkReader.Read(file, name));
        Assert.Contains($"model {name}: not an fp32 model", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "models", name));
}
