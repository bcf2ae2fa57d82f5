namespace StreamLift.Poses;

/// <summary>A joint's share in a weighted mean of joints.</summary>
internal readonly record struct JointWeight(int Joint, double Weight);
