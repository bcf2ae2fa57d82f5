using System.Text;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Models;

/// <summary>Tests the choice among a model's files.</summary>
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
    public void Model_without_an_int8_file_in_its_folder_is_served_as_fp32()
    {
        using var model = Load();
        Assert.False(model.Card.IsInt8);
        Assert.EndsWith("fp32: there is no a.int8.onnx in its folder", model.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void Valid_int8_file_in_the_folder_of_the_model_is_served_under_its_own_id()
    {
        WriteInt8();
        using var model = Load();
        Assert.True(model.Card.IsInt8);
        Assert.Contains("its canary passes on this processor", model.Device, StringComparison.Ordinal);
        Assert.Equal($"{model.Card.Name}@{LifterModel.Hash(_int8)[..12]}", model.Id);
        using var requested = Load(Precision.Fp32);
        Assert.False(requested.Card.IsInt8);
        Assert.EndsWith("fp32: as requested", requested.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void Int8_with_a_wrong_canary_output_falls_back_to_fp32_with_the_reason()
    {
        WriteInt8(("\"output\":[[0,0,0,", "\"output\":[[0,0,9,"), ("\"tolerance\":4", "\"tolerance\":1"));
        AssertFallsBackToFp32("canary 0 gives 0.00 mm where its card says 9.00");
    }

    [Fact]
    public void Int8_made_from_another_model_is_not_served()
    {
        WriteInt8();
        // The appended field is unused, so the network is the same but the file's hash differs.
        File.AppendAllBytes(_model, [0x9A, 0x3F, 0x00]);
        AssertFallsBackToFp32("made from another model");
    }

    [Fact]
    public void Int8_that_costs_more_error_than_its_card_allows_is_not_served()
    {
        WriteInt8(("\"allowed\":0.3", "\"allowed\":-9 "));
        AssertFallsBackToFp32("mm of error, more than the allowed -9 mm");
    }

    [Fact]
    public void Int8_file_that_is_not_an_int8_model_is_not_served()
    {
        File.Copy(_model, _int8);
        AssertFallsBackToFp32("its card says fp32, not int8");
        File.WriteAllText(_int8, "no model");
        AssertFallsBackToFp32("not a model that ONNX Runtime can load");
    }

    [Fact]
    public void Model_file_named_or_pinned_explicitly_is_served_and_no_other()
    {
        WriteInt8();
        using var named = LifterModel.Load(_int8, Options(Precision.Auto));
        Assert.True(named.Card.IsInt8);
        Assert.Throws<ModelException>(() => LifterModel.Load(_int8, Options(Precision.Fp32)));
        using var pinned = LifterModel.Load(_model, new LifterOptions { Device = Device.Cpu, ModelSha256 = LifterModel.Hash(_model) });
        Assert.False(pinned.Card.IsInt8);
    }

    [Fact]
    public void Int8_requested_without_an_int8_file_is_an_error() =>
        Assert.Contains("'streamlift quantize' creates one", Assert.Throws<ModelException>(() => Load(Precision.Int8)).Message, StringComparison.Ordinal);

    [Fact]
    public void Valid_fp16_is_served_when_requested_and_never_chosen_automatically_on_a_CPU()
    {
        WriteFp16(ofHash: LifterModel.Hash(_model));
        using var requested = Load(Precision.Fp16);
        Assert.Equal("fp16", requested.Card.Precision);
        Assert.Contains("fp16: +0.10 mm of error on the test subjects", requested.Device, StringComparison.Ordinal);
        using var model = Load();
        Assert.Equal("fp32", model.Card.Precision);
        using var named = LifterModel.Load(Path.Combine(_folder, "a.fp16.onnx"), Options(Precision.Auto));
        Assert.EndsWith("fp16, the precision of the named file", named.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void Fp16_requested_without_a_matching_fp16_file_is_an_error()
    {
        Assert.Contains("there is no a.fp16.onnx in its folder", Assert.Throws<ModelException>(() => Load(Precision.Fp16)).Message, StringComparison.Ordinal);
        WriteFp16(ofHash: new string('a', 64));
        Assert.Contains("made from another model", Assert.Throws<ModelException>(() => Load(Precision.Fp16)).Message, StringComparison.Ordinal);
        File.Copy(_model, Path.Combine(_folder, "a.fp16.onnx"), overwrite: true);
        Assert.Contains("its card says fp32, not fp16", Assert.Throws<ModelException>(() => Load(Precision.Fp16)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Only the card says fp16. The network is the fp32 network.
    private void WriteFp16(string ofHash) =>
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

    private void AssertFallsBackToFp32(string reason)
    {
        using var model = Load();
        Assert.False(model.Card.IsInt8);
        Assert.Contains(reason, model.Device, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<ModelException>(() => Load(Precision.Int8)).Message, StringComparison.Ordinal);
    }

    // The file stores the card's length, so a replacement of the same length keeps the file valid.
    private void WriteInt8(params ReadOnlySpan<(string Old, string New)> changes)
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
