using System.Runtime.InteropServices;
using Onnx;
using StreamLift.Tests;
using StreamLift.Training.Export;
using StreamLift.Training.Networks;
using StreamLift.Training.Quantization;

namespace StreamLift.Training.Tests.Quantization;

/// <summary>
/// With 7-bit weights and 8-bit activations the sum of two products fits 16 bits. AVX2's <c>vpmaddubsw</c>, which saturates at 16 bits, then computes
/// the exact sums.
/// </summary>
[Collection(TorchCollection.Name)]
public sealed class WeightRangeTests
{
    private const int Inputs = 64;

    [Theory]
    [InlineData("streamlift-image")]
    [InlineData("streamlift-centred")]
    public void Pair_sums_of_a_shipped_int8_model_never_saturate_16_bits(string name)
    {
        var layers = Weights(File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "models", $"{name}.int8.onnx")));
        Assert.Equal(5, layers.Count);
        Assert.All(layers, weights => Assert.InRange(weights.Min(), -64, -1));
        Assert.All(layers, weights => Assert.InRange(weights.Max(), 1, 63));
        Assert.All(layers, weights => Assert.Equal(Exact(weights), Saturated(weights)));
    }

    [Fact]
    public void Any_layer_is_rounded_to_7_bits_whose_pair_sums_never_saturate_16_bits()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var weights = Rounded(seed, WeightRange.Default);
            Assert.InRange(weights.Min(), -64, 63);
            Assert.InRange(weights.Max(), -64, 63);
            Assert.Equal(Exact(weights), Saturated(weights));
        }
    }

    [Fact]
    public void Pair_sums_of_weights_of_8_bits_saturate_16_bits()
    {
        var weights = Rounded(0, WeightRange.ForBits(8));
        Assert.NotEqual(Exact(weights), Saturated(weights));
    }

    // Layers of all kinds: rows with small and large weights, of one sign and of both, with independent and correlated inputs.
    private static sbyte[] Rounded(int seed, WeightRange range)
    {
        var random = new Random(seed);
        var (scale, shift) = (MathF.Pow(10, random.Next(-6, 7)), (seed % 3) - 1);
        var weights = Enumerable.Range(0, 4 * Inputs).Select(_ => scale * (random.NextSingle() - 0.5f + shift)).ToArray();
        var values = Enumerable.Range(0, 100 * Inputs).Select(i => random.NextSingle() + (i % 7)).ToArray();
        return WeightRounding.RoundLayer(new FoldedLayer(4, Inputs, weights, new float[4]), 0.01f, range, InputStatistics.Of(values, Inputs)).Weights;
    }

    private static List<int> Exact(sbyte[] weights) => Sums(weights, pair => pair);

    private static List<int> Saturated(sbyte[] weights) => Sums(weights, pair => Math.Clamp(pair, short.MinValue, short.MaxValue));

    // Each pair of neighbouring weights with the activations that give the largest and the smallest sum.
    private static List<int> Sums(sbyte[] weights, Func<int, int> add)
    {
        var sums = new List<int>(weights.Length);
        for (var i = 0; i < weights.Length; i += 2)
        {
            var (a, b) = (byte.MaxValue * weights[i], byte.MaxValue * weights[i + 1]);
            sums.Add(add(Math.Max(a, 0) + Math.Max(b, 0)));
            sums.Add(add(Math.Min(a, 0) + Math.Min(b, 0)));
        }
        return sums;
    }

    private static List<sbyte[]> Weights(byte[] file) =>
        [
            .. ModelProto
                .Parser.ParseFrom(file)
                .Graph.Initializer.Where(tensor => tensor.Name.EndsWith(".weight.rounded", StringComparison.Ordinal))
                .Select(tensor => MemoryMarshal.Cast<byte, sbyte>(tensor.RawData.Span).ToArray()),
        ];
}
