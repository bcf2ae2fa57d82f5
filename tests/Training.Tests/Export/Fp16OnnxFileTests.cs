using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Quantization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Export;

/// <summary>The default model in fp16, on poses of the synthetic performer.</summary>
[Collection(TorchCollection.Name)]
public sealed class Fp16OnnxFileTests : IDisposable
{
    private const int Rows = 40;
    private static readonly string Default = Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");
    private readonly TemporaryFolder _folder = new();
    private readonly LifterModel _exact = LifterModel.Open(Default, new LifterOptions { Device = Device.Cpu });
    private readonly FoldedNetwork _network = OnnxNetworkReader.Read(File.ReadAllBytes(Default), Default);
    private readonly float[] _features;

    public Fp16OnnxFileTests() => _features = CalibrationRows.Make(Recording.Maker(Recipe.Fast.Augmentation), _exact.Features, _exact.Card.MissingFill, Rows);

    public void Dispose()
    {
        _exact.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Fp16_model_agrees_with_plain_arithmetic_rounded_to_16_bits()
    {
        using var half = Open();
        var (given, exact) = (Lift(half), Lift(_exact));
        var (apart, cost) = (0.0, 0.0);
        for (var row = 0; row < Rows; row++)
        {
            var expected = Reference(_features.AsSpan(row * _exact.InputWidth, _exact.InputWidth));
            for (var i = 0; i < expected.Length; i++)
            {
                apart = Math.Max(apart, Math.Abs(expected[i] - given[(51 * row) + i]));
                cost = Math.Max(cost, Math.Abs(exact[(51 * row) + i] - given[(51 * row) + i]));
            }
        }

        Assert.True(apart < 0.3 && cost is > 0.001 and < 2, $"{apart} mm from plain arithmetic, {cost} mm from fp32");
    }

    [Fact]
    public void Fp16_file_is_half_the_size_of_fp32() => Assert.InRange(Fp16OnnxFile.Write(_network, _exact.Card).Length, 2_200_000, 2_700_000);

    private static float[] Layer(FoldedLayer layer, float[] x, bool half, bool relu)
    {
        var y = new float[layer.Outputs];
        for (var row = 0; row < y.Length; row++)
        {
            var sum = Rounded(layer.Bias[row], half);
            for (var column = 0; column < layer.Inputs; column++)
                sum += Rounded(layer.Weights[(row * layer.Inputs) + column], half) * x[column];
            y[row] = Rounded(relu ? Math.Max(0, sum) : sum, half);
        }

        return y;
    }

    private static float Rounded(float value, bool half) => half ? (float)(System.Half)value : value;

    private float[] Reference(ReadOnlySpan<float> features)
    {
        var stream = Layer(_network.InputLayer, features.ToArray(), half: false, relu: true).Select(value => Rounded(value, true)).ToArray();
        foreach (var (first, second) in _network.Blocks)
        {
            var added = Layer(second, Layer(first, stream, half: true, relu: true), half: true, relu: true);
            stream = [.. stream.Zip(added, (a, b) => Rounded(a + b, true))];
        }

        return Layer(_network.OutputLayer, stream, half: false, relu: false);
    }

    private float[] Lift(LifterModel model)
    {
        var output = new float[Rows * 51];
        model.Run(_features, Rows, output);
        return output;
    }

    private LifterModel Open()
    {
        File.WriteAllBytes(_folder.File("a.onnx"), Fp16OnnxFile.Write(_network, _exact.Card with { Canary = _exact.Card.Canary with { Tolerance = 2 } }));
        return LifterModel.Open(_folder.File("a.onnx"), new LifterOptions { Device = Device.Cpu });
    }
}
