namespace StreamLift.Datasets.Synthetic;

/// <summary>The posture of an arm or a leg. Angles are in radians; 0 is hanging straight down.</summary>
/// <param name="Pitch">The upper half: forward.</param>
/// <param name="Side">The upper half: outward.</param>
/// <param name="Bend">The lower half relative to the upper: forward. An elbow has positive angles, a knee negative ones.</param>
/// <param name="BendSide">The lower half relative to the upper: outward.</param>
internal readonly record struct LimbPosture(double Pitch, double Side, double Bend, double BendSide = 0)
{
    public static LimbPosture operator *(double weight, LimbPosture a) => new(weight * a.Pitch, weight * a.Side, weight * a.Bend, weight * a.BendSide);

    public static LimbPosture operator +(LimbPosture a, LimbPosture b) => new(a.Pitch + b.Pitch, a.Side + b.Side, a.Bend + b.Bend, a.BendSide + b.BendSide);
}
