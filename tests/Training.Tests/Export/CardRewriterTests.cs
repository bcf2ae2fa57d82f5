using Onnx;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;
using StreamLift.Training.Export;

namespace StreamLift.Training.Tests.Export;

public sealed class CardRewriterTests : IDisposable
{
    private static readonly string Models = Path.Combine(SharedData.RepositoryRoot, "models");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rewriting_changes_the_card_alone_and_the_int8_file_still_belongs_to_its_model()
    {
        var path = Copy("streamlift-centred.onnx");
        var int8 = Copy("streamlift-centred.int8.onnx");
        string[][] groups =
        [
            ["Head"],
        ];

        Assert.Equal([path, int8], CardRewriter.Rewrite(path, card => card with { RequiredJoints = groups }));

        foreach (var file in new[] { path, int8 })
        {
            var (before, after) = (Read(Path.Combine(Models, Path.GetFileName(file))), Read(file));
            Assert.Equal(before.Graph, after.Graph);
            Assert.Equal(
                Card(before) with
                {
                    RequiredJoints = null,
                    Quantisation = null,
                },
                Card(after) with
                {
                    RequiredJoints = null,
                    Quantisation = null,
                },
                Same
            );
            Assert.Equal(groups, Card(after).RequiredJoints);
        }
        using var served = LifterModel.Load(path, new LifterOptions { Device = Device.Cpu, Precision = Precision.Int8 });
        Assert.True(served.Card.IsInt8);
    }

    [Fact]
    public void Wrong_card_is_refused_and_no_file_is_changed()
    {
        var path = Copy("streamlift-centred.onnx");
        string[][] groups =
        [
            ["Tail"],
        ];
        var refused = Assert.Throws<ModelException>(() => CardRewriter.Rewrite(path, card => card with { RequiredJoints = groups }));
        Assert.Contains("[Tail] is not", refused.Message, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Models, Path.GetFileName(path))), File.ReadAllBytes(path));
    }

    [Fact]
    public void Int8_file_that_was_not_made_from_a_model_is_refused_and_no_file_is_changed()
    {
        var path = Copy("streamlift-centred.onnx");
        var int8 = _folder.File("streamlift-centred.int8.onnx");
        File.Copy(path, int8);
        var refused = Assert.Throws<ModelException>(() => CardRewriter.Rewrite(path, card => card with { RequiredJoints = null }));
        Assert.StartsWith($"model {int8}: its card does not say which model it was made from", refused.Message, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Models, Path.GetFileName(path))), File.ReadAllBytes(path));
    }

    [Fact]
    public void File_that_is_no_model_is_refused()
    {
        var path = _folder.File("model.onnx");
        File.WriteAllText(path, "no model");
        Assert.Throws<ModelException>(() => CardRewriter.Rewrite(path, card => card));
    }

    [Theory]
    [InlineData("streamlift-image.onnx")]
    [InlineData("streamlift-image.int8.onnx")]
    [InlineData("streamlift-centred.onnx")]
    [InlineData("streamlift-centred.int8.onnx")]
    public void Shipped_models_require_a_shoulder_or_an_elbow_and_say_which_joints_were_seen(string file)
    {
        var card = Card(Read(Path.Combine(Models, file)));
        Assert.Equal(
            [
                ["Thorax", "RShoulder", "LShoulder", "RElbow", "LElbow"],
            ],
            card.RequiredJoints
        );
        Assert.Equal((5, 2), (card.MinimumJoints, card.Features.Version));
    }

    private static bool Same(ModelCard left, ModelCard right) => left.ToJson() == right.ToJson();

    private static ModelProto Read(string path) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));

    private static ModelCard Card(ModelProto model) => ModelCard.Parse(model.MetadataProps.Single(entry => entry.Key == ModelCard.MetadataKey).Value);

    private string Copy(string file)
    {
        var copy = _folder.File(file);
        File.Copy(Path.Combine(Models, file), copy);
        return copy;
    }
}
