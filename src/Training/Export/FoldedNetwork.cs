namespace StreamLift.Training.Export;

/// <summary>The network as it is served: features in, millimetres out. ReLU after every layer but the last.</summary>
/// <param name="Enter">From 34 features.</param>
/// <param name="Blocks">Pairs, what came in added to what the second gives.</param>
/// <param name="Leave">To 51 numbers, the first three 0: the hip.</param>
/// <param name="Residual">Whether what came in is added.</param>
/// <param name="Spread">From the last hidden layer to <see cref="SpreadWidth"/> numbers, of which the first 17 are ln of mm, calibrated; the hip's, unused, is 0 like those behind. Null: it gives none.</param>
internal sealed record FoldedNetwork(
    FoldedLayer Enter, IReadOnlyList<(FoldedLayer First, FoldedLayer Second)> Blocks, FoldedLayer Leave, bool Residual = true, FoldedLayer? Spread = null)
{
    /// <summary>The next multiple of 16 after 17 joints, for <see cref="OnnxGraph.Exponential"/>.</summary>
    public const int SpreadWidth = 32;
}
