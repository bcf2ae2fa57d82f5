namespace StreamLift.Lifter.Models;

/// <summary>The precision of inference.</summary>
public enum Precision
{
    /// <summary>
    /// On a GPU: fp16 if the model's folder has a valid fp16 file. On a CPU: int8 if the folder has a valid int8 file and it passes its canary on this
    /// processor. Otherwise fp32. The log names the precision and the reason.
    /// </summary>
    Auto,

    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>8-bit integers. It is an error if no valid int8 file exists.</summary>
    Int8,

    /// <summary>16-bit floating point, for GPUs. It is an error if no valid fp16 file exists.</summary>
    Fp16,
}
