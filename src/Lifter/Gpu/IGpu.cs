namespace StreamLift.Lifter.Gpu;

/// <summary>
/// A GPU that holds one network and memory for a fixed number of batches. The interface is small, so that tests can run the runner without a GPU. One thread
/// creates, calls and disposes of it, because captured CUDA graphs belong to that thread. Other threads may access only the host memory of the slot that
/// they hold.
/// </summary>
internal interface IGpu : IDisposable
{
    /// <summary>The host memory of a slot's input, sized for the largest bucket.</summary>
    Span<float> Input(int slot);

    /// <summary>The host memory of a slot's output, sized for the largest bucket.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="output">The index of the network's output, 0 or 1.</param>
    ReadOnlySpan<float> Output(int slot, int output);

    /// <summary>
    /// Starts upload, inference and download of a slot. It need not wait for any of them. The first call for a slot and bucket prepares that combination.
    /// Rows of the bucket that are not uploaded keep their old values.
    /// </summary>
    /// <param name="slot">The slot whose input is filled.</param>
    /// <param name="rows">The number of rows to upload and download.</param>
    /// <param name="bucket">The number of rows to compute.</param>
    /// <param name="outputs">The number of outputs to download, from the first.</param>
    void Begin(int slot, int rows, int bucket, int outputs);

    /// <summary>Waits until the slot's output is in host memory.</summary>
    void Finish(int slot);
}
