namespace StreamLift.Training.Learning;

internal enum LossKind
{
    /// <summary>Mean square of z-scores' differences: the paper's.</summary>
    SquaredZScores,

    /// <summary>Mean joint distance, mm: what is measured. On Human3.6M 2.8 mm better (protocol 1).</summary>
    JointDistance,
}
