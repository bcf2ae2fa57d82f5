using StreamLift.Poses;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>The scores of a model with hidden joints.</summary>
/// <param name="Hidden">The number of visible joints that were hidden.</param>
/// <param name="Table">The errors.</param>
/// <param name="Sigma">The predicted sigmas. Null: the model has no sigma output.</param>
internal sealed record HiddenJointsScore(int Hidden, ScoreTable Table, SigmaTable? Sigma);
