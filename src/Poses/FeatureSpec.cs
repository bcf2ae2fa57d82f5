namespace StreamLift.Poses;

/// <summary>Which features a model's rows are made of.</summary>
public sealed record FeatureSpec(string Name, int Version);
