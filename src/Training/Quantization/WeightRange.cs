namespace StreamLift.Training.Quantization;

/// <summary>The whole numbers that weights are rounded to.</summary>
/// <param name="Min">The smallest, below 0.</param>
/// <param name="Max">The largest.</param>
internal readonly record struct WeightRange(int Min, int Max)
{
    /// <summary>
    /// −64…63, 7 bits. AVX2's <c>vpmaddubsw</c> adds two neighbouring products in 16 bits and holds them there at 32,767 (ONNX Runtime uses it where the
    /// processor has no VNNI).
    /// The largest sum of two is 255 · 64 · 2 = 32,640, so every processor gives the same sums.
    /// </summary>
    public static WeightRange Default { get; } = ForBits(7);

    /// <summary>Of signed numbers of so many bits.</summary>
    public static WeightRange ForBits(int bits) => new(-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
}
