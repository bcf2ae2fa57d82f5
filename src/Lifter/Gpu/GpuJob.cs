namespace StreamLift.Lifter.Gpu;

/// <summary>The work of one slot. The caller that holds the slot writes it, and the GPU thread reads it.</summary>
internal sealed class GpuJob(int slot)
{
    /// <summary>The slot.</summary>
    public int Slot { get; } = slot;

    /// <summary>The number of filled rows.</summary>
    public int Rows { get; set; }

    /// <summary>The number of outputs to download, from the first.</summary>
    public int Outputs { get; set; }

    /// <summary>Whether the output is in host memory. The queue's lock guards it.</summary>
    public bool IsDone { get; set; }
}
