namespace StreamLift.Datasets.Scenes;

/// <summary>Where a walking person is and what the body does.</summary>
/// <param name="X">The place on the floor, mm.</param>
/// <param name="Y">The same.</param>
/// <param name="Heading">The direction, radians from x, unwrapped.</param>
/// <param name="Phase">The phase of the gait, radians, unwrapped.</param>
/// <param name="Gait">How far the legs swing: 0 (upright) to 1.</param>
/// <param name="Sit">How far the person sits: 0 to 1.</param>
/// <param name="Wave">How far the right arm is raised: 0 to 1.</param>
internal readonly record struct WalkerState(double X, double Y, double Heading, double Phase, double Gait, double Sit, double Wave)
{
    /// <summary>The state between two.</summary>
    public static WalkerState Between(in WalkerState a, in WalkerState b, double share)
    {
        return new(Mix(a.X, b.X), Mix(a.Y, b.Y), Mix(a.Heading, b.Heading), Mix(a.Phase, b.Phase), Mix(a.Gait, b.Gait), Mix(a.Sit, b.Sit), Mix(a.Wave, b.Wave));

        double Mix(double from, double to) => from + (share * (to - from));
    }
}
