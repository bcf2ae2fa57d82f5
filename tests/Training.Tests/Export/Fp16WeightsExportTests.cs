using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Quantization;
using StreamLift.Training.Recipes;

namespace StreamLift.Training.Tests.Export;

/// <summary>The default model with its weights stored in 16 bits, on poses of the synthetic performer.</summary>
[Collection(TorchCollection.Name)]
public sealed class Fp16WeightsExportTests : IDisposable
{
    private const int Rows = 200;
    private static readonly string Default = Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");
    private readonly TemporaryFolder _folder = new();
    private readonly LifterModel _exact = LifterModel.Open(Default, new LifterOptions { Device = Device.Cpu });
    private readonly FoldedNetwork _network = OnnxNetworkReader.Read(File.ReadAllBytes(Default), Default);
    private readonly string _path;

    public Fp16WeightsExportTests() => _path = _folder.File("a.onnx");

    public void Dispose()
    {
        _exact.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Model_with_weights_in_16_bits_computes_in_fp32_and_is_half_as_large()
    {
        using var model = Written();
        Assert.InRange(new FileInfo(_path).Length, 2_200_000, 2_800_000);
        var rounded = Fp16WeightsExport.Round(_network);
        var features = CalibrationRows.Make(Recording.Maker(Recipe.Fast.Augmentation), _exact.Features, _exact.Card.MissingFill, Rows);
        var (given, exact) = (Lift(model, features), Lift(_exact, features));
        var cost = 0f;
        for (var row = 0; row < Rows; row++)
        {
            // Activations of 16 bits would differ by more than a tenth of a millimetre.
            var expected = rounded.Lift(features.AsSpan(row * _exact.InputWidth, _exact.InputWidth));
            Assert.All(expected.Zip(given[(51 * row)..(51 * (row + 1))]), pair => Assert.Equal(pair.First, pair.Second, 0.02f));
        }
        for (var i = 0; i < given.Length; i++)
            cost = Math.Max(cost, Math.Abs(given[i] - exact[i]));
        Assert.InRange(cost, 0.01f, 2);
    }

    [Fact]
    public void Model_with_weights_in_16_bits_is_read_as_any_other_fp32_model()
    {
        Written().Dispose();
        var file = File.ReadAllBytes(_path);
        var read = OnnxNetworkReader.Read(file, _path);
        var rounded = Fp16WeightsExport.Round(_network);

        Assert.True(read.Fp16Weights);
        Assert.Equal(rounded.Blocks[1].Second.Weights, read.Blocks[1].Second.Weights);
        Assert.Equal(_network.OutputLayer.Weights, read.OutputLayer.Weights);
        Assert.Equal(_network.SigmaHead!.Fill, read.SigmaHead!.Fill);
        Assert.Equal([_path], CardRewriter.Rewrite(_path, card => card with { Licence = "other" }));
        using var rewritten = LifterModel.Open(_path, new LifterOptions { Device = Device.Cpu });
        Assert.Equal(("fp32", "fp16", "other"), (rewritten.Card.Precision, rewritten.Card.Weights!.Stored, rewritten.Card.Licence));
    }

    [Fact]
    public void Weight_too_large_for_16_bits_is_refused()
    {
        _network.Blocks[0].First.Weights[5] = -70_000;
        var refused = Assert.Throws<ModelException>(() => Fp16WeightsExport.Round(_network)).Message;
        Assert.Equal("a weight of 7E+04 is too large for 16 bits; use --weights fp32", refused);
    }

    private LifterModel Written()
    {
        var people = Recording.Data.Sequences.Take(1).ToList();
        var data = new TrainingData("synthetic", [], people, [], people, TrainingData.Truth);
        Assert.True(Fp16WeightsExport.Write(_path, _network, _exact.Card with { Errors = new CardErrors(1000, 1000, "other") }, data).Written);
        return LifterModel.Open(_path, new LifterOptions { Device = Device.Cpu });
    }

    private static float[] Lift(LifterModel model, float[] features)
    {
        var output = new float[Rows * 51];
        model.Run(features, Rows, output);
        return output;
    }
}
