namespace StreamLift.Training.Optimization;

internal enum MaxNorm
{
    /// <summary>Weights are free: the paper's ablation.</summary>
    None,

    /// <summary>Each weight matrix as a whole to norm 1 where the network computes with it: what the paper's code does.</summary>
    Matrix,

    /// <summary>Each unit's incoming weights to norm 1 after each step: what its text says.</summary>
    Rows,
}
