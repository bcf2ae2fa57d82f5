namespace StreamLift.Poses;

/// <summary>A model's errors, mm (17 joints, root exactly 0, mean over actions), and what they were measured on.</summary>
public sealed record CardErrors(double Protocol1, double Protocol2, string On);
