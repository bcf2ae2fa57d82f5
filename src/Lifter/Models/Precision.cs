namespace StreamLift.Lifter.Models;

/// <summary>What inference computes in.</summary>
public enum Precision
{
    /// <summary>
    /// On a GPU fp16 where a sound one lies beside the model; on the CPU int8 where a sound one does and this processor computes it as its card says;
    /// else fp32. The log says which and why.
    /// </summary>
    Auto,

    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>Whole numbers of 8 bits; an error where that can't be had.</summary>
    Int8,

    /// <summary>16-bit floating point, for GPUs; an error where that can't be had.</summary>
    Fp16,
}
