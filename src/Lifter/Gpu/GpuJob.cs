namespace StreamLift.Lifter.Gpu;

/// <summary>What is asked of a slot: written by the caller that holds it, read by the GPU's thread.</summary>
internal sealed class GpuJob(int slot)
{
    /// <summary>The slot.</summary>
    public int Slot { get; } = slot;

    /// <summary>Rows that are filled.</summary>
    public int Rows { get; set; }

    /// <summary>Outputs that are wanted, from the first.</summary>
    public int Outputs { get; set; }

    /// <summary>Whether its output is in host memory. Under the queue's lock.</summary>
    public bool IsDone { get; set; }
}
