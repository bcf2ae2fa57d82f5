using System.Text;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Models;

/// <summary>Which of a model's files is served.</summary>
public sealed class ModelChoiceTests : IDisposable
{
    private static readonly string Models = Path.Combine(SharedData.RepositoryRoot, "models");
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-choice-").FullName;
    private readonly string _model;
    private readonly string _int8;

    public ModelChoiceTests()
    {
        _model = Path.Combine(_folder, "a.onnx");
        _int8 = Path.Combine(_folder, "a.int8.onnx");
        File.Copy(Path.Combine(Models, "streamlift-image.onnx"), _model);
    }

    [Fact]
    public void Model_without_an_int8_file_beside_it_is_served_as_fp32()
    {
        using var model = Load();
        Assert.False(model.Card.IsInt8);
        Assert.EndsWith("fp32: there is no a.int8.onnx beside it", model.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void Valid_int8_file_beside_the_model_is_served_and_named_in_its_place()
    {
        Beside();
        using var model = Load();
        Assert.True(model.Card.IsInt8);
        Assert.Contains("its canary is right on this processor", model.Device, StringComparison.Ordinal);
        Assert.Equal($"{model.Card.Name}@{LifterModel.Hash(_int8)[..12]}", model.Id);
        using var asked = Load(Precision.Fp32);
        Assert.False(asked.Card.IsInt8);
        Assert.EndsWith("fp32: as asked for", asked.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void Int8_with_a_wrong_canary_output_falls_back_to_fp32_with_the_reason()
    {
        Beside(("\"output\":[[0,0,0,", "\"output\":[[0,0,9,"), ("\"tolerance\":4", "\"tolerance\":1"));
        Falls("canary 0 gives 0.00 mm where its card says 9.00");
    }

    [Fact]
    public void Int8_made_from_another_model_is_not_served()
    {
        Beside();
        // a field that nobody reads: the same network, another file
        File.AppendAllBytes(_model, [0x9A, 0x3F, 0x00]);
        Falls("made of another model");
    }

    [Fact]
    public void Int8_that_costs_more_error_than_its_card_allows_is_not_served()
    {
        Beside(("\"allowed\":0.3", "\"allowed\":-9 "));
        Falls("mm where -9 are allowed");
    }

    [Fact]
    public void Int8_file_that_is_not_an_int8_model_is_not_served()
    {
        File.Copy(_model, _int8);
        Falls("its card says fp32, not int8");
        File.WriteAllText(_int8, "no model");
        Falls("not a model that ONNX Runtime can load");
    }

    [Fact]
    public void Model_file_named_or_pinned_explicitly_is_served_and_no_other()
    {
        Beside();
        using var named = LifterModel.Load(_int8, Options(Precision.Auto));
        Assert.True(named.Card.IsInt8);
        Assert.Throws<ModelException>(() => LifterModel.Load(_int8, Options(Precision.Fp32)));
        using var pinned = LifterModel.Load(_model, new LifterOptions { Device = Device.Cpu, ModelSha256 = LifterModel.Hash(_model) });
        Assert.False(pinned.Card.IsInt8);
    }

    [Fact]
    public void Int8_requested_without_an_int8_file_is_an_error() =>
        Assert.Contains("'streamlift quantize' makes one", Assert.Throws<ModelException>(() => Load(Precision.Int8)).Message, StringComparison.Ordinal);

    [Fact]
    public void Valid_fp16_is_served_when_requested_and_never_chosen_automatically_on_a_CPU()
    {
        Fp16(ofHash: LifterModel.Hash(_model));
        using var asked = Load(Precision.Fp16);
        Assert.Equal("fp16", asked.Card.Precision);
        Assert.Contains("fp16: +0.10 mm of error on the test subjects", asked.Device, StringComparison.Ordinal);
        using var model = Load();
        Assert.Equal("fp32", model.Card.Precision);
        using var named = LifterModel.Load(Path.Combine(_folder, "a.fp16.onnx"), Options(Precision.Auto));
        Assert.EndsWith("fp16, as the file named is", named.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void Fp16_requested_without_a_matching_fp16_file_is_an_error()
    {
        Assert.Contains("there is no a.fp16.onnx beside it", Assert.Throws<ModelException>(() => Load(Precision.Fp16)).Message, StringComparison.Ordinal);
        Fp16(ofHash: new string('a', 64));
        Assert.Contains("made of another model", Assert.Throws<ModelException>(() => Load(Precision.Fp16)).Message, StringComparison.Ordinal);
        File.Copy(_model, Path.Combine(_folder, "a.fp16.onnx"), overwrite: true);
        Assert.Contains("its card says fp32, not fp16", Assert.Throws<ModelException>(() => Load(Precision.Fp16)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // its card alone: the network is the model's own
    private void Fp16(string ofHash) =>
        File.WriteAllBytes(
            Path.Combine(_folder, "a.fp16.onnx"),
            ModelFile.WithCard(json =>
            {
                var card = ModelCard.Parse(json);
                var errors = card.Errors with { Protocol1 = card.Errors.Protocol1 - 0.1 };
                return (card with { Precision = "fp16", Quantisation = new CardQuantisation("a@0123456789ab", ofHash, errors, 0.3, "none") }).ToJson();
            })
        );

    private static LifterOptions Options(Precision precision) => new() { Device = Device.Cpu, Precision = precision };

    private LifterModel Load(Precision precision = Precision.Auto) => LifterModel.Load(_model, Options(precision));

    private void Falls(string reason)
    {
        using var model = Load();
        Assert.False(model.Card.IsInt8);
        Assert.Contains(reason, model.Device, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<ModelException>(() => Load(Precision.Int8)).Message, StringComparison.Ordinal);
    }

    // The card is text of a given length inside the file: a change of as many letters keeps the file whole.
    private void Beside(params ReadOnlySpan<(string Old, string New)> changes)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Models, "streamlift-image.int8.onnx")));
        foreach (var (old, changed) in changes)
        {
            Assert.Equal(old.Length, changed.Length);
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, changed, StringComparison.Ordinal);
        }
        File.WriteAllBytes(_int8, Encoding.Latin1.GetBytes(text));
    }
}
