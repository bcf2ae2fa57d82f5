namespace StreamLift.Poses;

/// <summary>One action's line of a <see cref="ScoreTable"/>: means over its frames, mm.</summary>
public sealed record ActionScore(string Action, double Protocol1, double Protocol2, int Frames);
