using Microsoft.ML.OnnxRuntime;
using Onnx;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Quantization;
using StreamLift.Training.Recipes;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Quantization;

/// <summary>The default model, quantized, on poses of the synthetic performer.</summary>
[Collection(TorchCollection.Name)]
public sealed class QuantizedNetworkTests : IDisposable
{
    private static readonly string Default = Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");
    private static readonly Lazy<(ModelCard Card, FoldedNetwork Exact, float[] Features, QuantizedNetwork Rounded)> Made = new(Make);
    private readonly TemporaryFolder _folder = new();

    private static int Width => Made.Value.Card.MissingFill.Length;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Int8_model_agrees_with_plain_integer_arithmetic()
    {
        const int rows = 60;
        var reference = new ReferenceInt8Network(Made.Value.Rounded);
        using var model = Open(Made.Value.Rounded);
        var output = Lift(model, rows);
        var equal = 0;
        for (var row = 0; row < rows; row++)
        {
            var (expected, given) = (reference.Lift(Made.Value.Features.AsSpan(row * Width, Width)), output[(row * 51)..((row + 1) * 51)]);
            equal += expected.AsSpan().SequenceEqual(given) ? 1 : 0;
            // The order of additions may matter if the first layer's sum is between two numbers.
            Assert.InRange(CanarySelection.MaxDifference(expected, given), 0, 4f);
            Assert.Equal([0, 0, 0], expected[..3]);
        }
        Assert.InRange(equal, rows * 9 / 10, rows);
    }

    [Fact]
    public void Int8_model_is_fused_by_ONNX_Runtime_in_every_layer_but_the_first()
    {
        using var model = Open(Made.Value.Rounded);
        var operations = Fused();
        Assert.Equal((5, 2, 1, 1), (operations["QGemm"], operations["QLinearAdd"], operations["Gemm"], operations["QuantizeLinear"]));
        Assert.Equal(4, operations.Count);
    }

    private Dictionary<string, int> Fused()
    {
        var fused = _folder.File("fused.onnx");
        using (
            var options = new SessionOptions
            {
                OptimizedModelFilePath = fused,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            }
        )
            new InferenceSession(_folder.File("a.onnx"), options).Dispose();
        return ModelProto.Parser.ParseFrom(File.ReadAllBytes(fused)).Graph.Node.CountBy(node => node.OpType).ToDictionary();
    }

    [Fact]
    public void Int8_model_with_a_sigma_head_stays_fused_and_gives_the_same_poses()
    {
        var spread = new FoldedSigmaHead(Layer(64, 51), Layer(64, Width), Layer(64, Width), [.. Made.Value.Card.MissingFill], Layer(17, 64));
        using var plain = Open(Made.Value.Rounded);
        var poses = Lift(plain, 100);
        using var model = Open(Made.Value.Rounded with { SigmaHead = spread });
        Assert.Equal(poses, Lift(model, 100));
        var operations = Fused();
        Assert.Equal(
            (5, 2, 5, 1),
            (operations["QGemm"], operations["QLinearAdd"], operations["Gemm"] + operations.GetValueOrDefault("FusedGemm"), operations["QuantizeLinear"])
        );
        Assert.DoesNotContain("DequantizeLinear", operations.Keys);

        static FoldedLayer Layer(int outputs, int inputs) => new(outputs, inputs, [.. Enumerable.Repeat(1e-4f, outputs * inputs)], new float[outputs]);
    }

    [Fact]
    public void Int8_model_changes_poses_by_under_3_mm_and_is_a_quarter_of_the_fp32_size()
    {
        using var exact = LifterModel.Open(Default, new LifterOptions());
        using var rounded = Open(Made.Value.Rounded);
        var (before, after) = (Lift(exact, 200), Lift(rounded, 200));
        Assert.InRange(before.Zip(after).Average(pair => Math.Abs(pair.First - pair.Second)), 0.01, 3);
        Assert.InRange(new FileInfo(_folder.File("a.onnx")).Length, 1_000_000, 1_500_000);
    }

    [Fact]
    public void Channel_equalization_keeps_the_poses()
    {
        var (card, exact, features, _) = Made.Value;
        var balanced = ChannelEqualization.Apply(exact, ActivationStatistics.MaxPerUnit(exact, features[..(512 * Width)]), 0.8f);
        Assert.NotEqual(exact.OutputLayer.Weights[20_000], balanced.OutputLayer.Weights[20_000]);
        File.WriteAllBytes(_folder.File("b.onnx"), OnnxFile.Write(balanced, card));
        using var before = LifterModel.Open(Default, new LifterOptions());
        using var after = LifterModel.Open(_folder.File("b.onnx"), new LifterOptions());
        Assert.All(Lift(before, 100).Zip(Lift(after, 100)), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Sums_of_two_products_in_16_bits_give_the_canary_with_7_bits_only(int bits, bool given)
    {
        var (card, exact, features, _) = Made.Value;
        var rounded = Quantizer.Quantize(exact, features, WeightRange.ForBits(bits));
        var canary = CanarySelection.Choose(rounded, card.Canary.Input, features, card.MissingFill);
        Assert.Equal(card.Canary.Input.Length + 3, canary.Input.Length);
        var (unbounded, narrow) = (new ReferenceInt8Network(rounded), new ReferenceInt8Network(rounded, short.MaxValue));
        Assert.All(canary.Input.Zip(canary.Output), row => Assert.Equal(row.Second, unbounded.Lift(row.First)));
        var missed = canary.Input.Zip(canary.Output, (input, output) => CanarySelection.MaxDifference(output, narrow.Lift(input))).Max();
        Assert.True(given ? missed == 0 : missed > 4 * canary.Tolerance, $"{missed} mm");
    }

    [Fact]
    public void A_canary_is_missed_where_sums_of_two_products_have_a_bit_too_few()
    {
        var (card, _, features, rounded) = Made.Value;
        var canary = CanarySelection.Choose(rounded, card.Canary.Input, features, card.MissingFill);
        var narrow = new ReferenceInt8Network(rounded, CanarySelection.HalfOfMaxPairSum(rounded));
        for (var i = card.Canary.Input.Length; i < canary.Input.Length; i++)
            Assert.True(CanarySelection.MaxDifference(canary.Output[i], narrow.Lift(canary.Input[i])) > 4 * canary.Tolerance);
    }

    private static (ModelCard, FoldedNetwork, float[], QuantizedNetwork) Make()
    {
        using var model = LifterModel.Open(Default, new LifterOptions());
        var exact = OnnxNetworkReader.Read(File.ReadAllBytes(Default), Default) with { SigmaHead = null }; // the sigma head has its own test
        var features = CalibrationRows.Make(Recording.Maker(Recipe.Fast.Augmentation), model.Features, model.Card.MissingFill, 2048);
        return (
            model.Card with
            {
                Sigma = null,
                Canary = model.Card.Canary with { Sigma = null },
            },
            exact,
            features,
            Quantizer.Quantize(exact, features, WeightRange.Default)
        );
    }

    private static float[] Lift(LifterModel model, int rows)
    {
        var output = new float[rows * 51];
        model.Run(Made.Value.Features, rows, output);
        return output;
    }

    private LifterModel Open(QuantizedNetwork network)
    {
        File.WriteAllBytes(
            _folder.File("a.onnx"),
            Int8OnnxFile.Write(
                network,
                Made.Value.Card with
                {
                    Sigma = network.SigmaHead is null ? null : new CardSigma("mm", "none"),
                    Canary = Made.Value.Card.Canary with { Tolerance = 500 },
                }
            )
        );
        return LifterModel.Open(_folder.File("a.onnx"), new LifterOptions());
    }
}
