using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Scoring;

/// <summary>Further metrics of published results beside protocols 1 and 2, for one action or as the mean over actions; NaN without data.</summary>
/// <param name="Without16">Protocol 1 over the 16 joints other than the root, mm.</param>
/// <param name="Scaled">N-MPJPE: protocol 1 after optimal scaling of the prediction (Rhodin et al. 2018), mm, 17 joints.</param>
/// <param name="Velocity">MPJVE: the mean error of a joint's step from frame to frame (Pavllo et al. 2019), mm a frame, 17 joints.</param>
/// <param name="Pck">3D PCK: the share of the 16 joints other than the root within 150 mm, % (Mehta et al. 2017).</param>
/// <param name="Auc">The mean of that share over limits of 0, 5 … 150 mm, %.</param>
/// <param name="Joints">The mean distance of each of the 17 joints, mm.</param>
/// <param name="Curve">The share of the 16 joints within 0, 5 … 150 mm, %.</param>
public sealed record ActionDetails(
    double Without16,
    double Scaled,
    double Velocity,
    double Pck,
    double Auc,
    IReadOnlyList<double> Joints,
    IReadOnlyList<double> Curve
)
{
    /// <summary>The largest limit, mm.</summary>
    public const int MostMm = 150;

    /// <summary>The distance between limits, mm.</summary>
    public const int StepMm = 5;

    /// <summary>The mean over actions, with equal weights.</summary>
    public static ActionDetails Mean(IReadOnlyCollection<ActionDetails> actions)
    {
        double Of(Func<ActionDetails, double> figure) => actions.Count == 0 ? double.NaN : actions.Average(figure);
        // Actions of single frames have no steps and are left out.
        var moving = actions.Where(action => !double.IsNaN(action.Velocity)).ToList();
        return new ActionDetails(
            Of(action => action.Without16),
            Of(action => action.Scaled),
            moving.Count == 0 ? double.NaN : moving.Average(action => action.Velocity),
            Of(action => action.Pck),
            Of(action => action.Auc),
            [.. Enumerable.Range(0, Skeletons.H36m17.Count).Select(joint => Of(action => action.Joints[joint]))],
            [.. Enumerable.Range(0, (MostMm / StepMm) + 1).Select(limit => Of(action => action.Curve[limit]))]
        );
    }
}
