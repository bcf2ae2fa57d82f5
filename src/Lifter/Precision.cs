namespace StreamLift.Lifter;

/// <summary>What inference computes in.</summary>
public enum Precision
{
    /// <summary>int8 where a sound one lies beside the model and this processor computes it as its card says, else fp32; the log says which and why.</summary>
    Auto,

    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>Whole numbers of 8 bits; an error where that can't be had.</summary>
    Int8,
}
