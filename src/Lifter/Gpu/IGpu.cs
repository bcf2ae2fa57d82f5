namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The border to a GPU that holds one network, with memory for a fixed number of batches: as little as a runner needs of it, so that a runner can be
/// tested where there is none. One thread makes it, calls it and disposes of it: what CUDA captured belongs to that thread. Only the host memory of a
/// slot is for whoever fills or reads it.
/// </summary>
internal interface IGpu : IDisposable
{
    /// <summary>Host memory that a slot's rows are uploaded from, for the largest bucket.</summary>
    Span<float> Input(int slot);

    /// <summary>Host memory that a slot's output is downloaded to, for the largest bucket.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="output">The network's first output, or its second.</param>
    ReadOnlySpan<float> Output(int slot, int output);

    /// <summary>
    /// Sets uploading, computing and downloading of a slot going, and need not wait for any. The first time for a slot and bucket it prepares both.
    /// Rows of the bucket that are not uploaded hold what they held.
    /// </summary>
    /// <param name="slot">Whose input is filled.</param>
    /// <param name="rows">Rows to upload, and to download.</param>
    /// <param name="bucket">Rows to compute.</param>
    /// <param name="outputs">Outputs to download, from the first.</param>
    void Begin(int slot, int rows, int bucket, int outputs);

    /// <summary>Waits until the slot's output is in host memory.</summary>
    void Finish(int slot);
}
