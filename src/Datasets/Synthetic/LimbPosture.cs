namespace StreamLift.Datasets.Synthetic;

/// <summary>An arm or a leg; angles in radians from hanging straight down.</summary>
/// <param name="Pitch">Upper half: forward.</param>
/// <param name="Side">Upper half: outward.</param>
/// <param name="Bend">Lower half: forward of the upper (an elbow bends forward, a knee by a negative angle).</param>
/// <param name="BendSide">Lower half: outward of the upper.</param>
internal readonly record struct LimbPosture(double Pitch, double Side, double Bend, double BendSide = 0)
{
    public static LimbPosture operator *(double weight, LimbPosture a) => new(weight * a.Pitch, weight * a.Side, weight * a.Bend, weight * a.BendSide);

    public static LimbPosture operator +(LimbPosture a, LimbPosture b) => new(a.Pitch + b.Pitch, a.Side + b.Side, a.Bend + b.Bend, a.BendSide + b.BendSide);
}
