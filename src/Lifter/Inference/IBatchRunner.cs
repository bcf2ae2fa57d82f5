namespace StreamLift.Lifter.Inference;

/// <summary>Runs a loaded network over rows: on the CPU, several threads at once, or on a GPU, one batch after the other behind a thread of its own.</summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>Calls of <see cref="Run"/> at once that use the machine well; more wait.</summary>
    int Parallel { get; }

    /// <summary>Fills the output rows; returns when they are there. Any thread, several at once.</summary>
    /// <param name="input">rows × the width of the network's input.</param>
    /// <param name="rows">At least 1.</param>
    /// <param name="first">Takes rows × the width of its first output.</param>
    /// <param name="second">Likewise of the second; empty: not wanted, or there is none.</param>
    void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default);
}
