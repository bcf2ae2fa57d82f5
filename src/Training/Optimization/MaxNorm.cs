namespace StreamLift.Training.Optimization;

internal enum MaxNorm
{
    /// <summary>No constraint: an ablation of the paper.</summary>
    None,

    /// <summary>Each weight matrix is clipped to norm 1 within the graph, as in the paper's code.</summary>
    Matrix,

    /// <summary>The incoming weights of each unit are scaled to at most norm 1 after each step, as in the paper's text.</summary>
    Rows,
}
