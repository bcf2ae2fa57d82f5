namespace StreamLift.Lifter.Inference;

/// <summary>Runs a loaded network on batches of rows: on the CPU in the callers' threads, or on a GPU through one GPU thread.</summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>The number of parallel calls of <see cref="Run"/> that use the device fully. More calls only wait.</summary>
    int Parallel { get; }

    /// <summary>Runs one batch and returns when the output rows are filled. It is thread-safe.</summary>
    /// <param name="input">The input: rows × the input width of the network.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="first">Receives the first output: rows × its width.</param>
    /// <param name="second">Receives the second output: rows × its width. Empty if the second output is not requested or does not exist.</param>
    void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default);
}
