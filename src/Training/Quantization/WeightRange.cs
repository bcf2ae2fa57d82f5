namespace StreamLift.Training.Quantization;

/// <summary>The range of quantized weights.</summary>
/// <param name="Min">The smallest weight, below 0.</param>
/// <param name="Max">The largest weight.</param>
internal readonly record struct WeightRange(int Min, int Max)
{
    /// <summary>
    /// −64…63, which is 7 bits. ONNX Runtime uses AVX2's <c>vpmaddubsw</c> on processors without VNNI. This instruction adds two neighbouring
    /// products in 16 bits and saturates at 32,767. With 7 bits the largest sum is 255 · 64 · 2 = 32,640, so all processors compute the same sums.
    /// </summary>
    public static WeightRange Default { get; } = ForBits(7);

    /// <summary>The range of signed integers with this many bits.</summary>
    public static WeightRange ForBits(int bits) => new(-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
}
