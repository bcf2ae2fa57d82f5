using StreamLift.Poses;
using StreamLift.Poses.Scoring;

namespace StreamLift.Training.Scoring;

/// <summary>What a model makes of people of whom some joints are hidden.</summary>
/// <param name="Hidden">How many, of those that were seen.</param>
/// <param name="Table">Errors.</param>
/// <param name="Sigma">What sigmas it gave; null: it gives none.</param>
internal sealed record HiddenJointsScore(int Hidden, ScoreTable Table, SigmaTable? Sigma);
