namespace StreamLift.Datasets.Synthetic;

/// <summary>The posture of the body, in radians.</summary>
/// <param name="Lean">The trunk: forward.</param>
/// <param name="Twist">The shoulders relative to the hips: right shoulder forward.</param>
internal readonly record struct Posture(LimbPosture LeftLeg, LimbPosture RightLeg, LimbPosture LeftArm, LimbPosture RightArm, double Lean, double Twist)
{
    public static Posture operator *(double weight, Posture a) =>
        new(weight * a.LeftLeg, weight * a.RightLeg, weight * a.LeftArm, weight * a.RightArm, weight * a.Lean, weight * a.Twist);

    public static Posture operator +(Posture a, Posture b) =>
        new(a.LeftLeg + b.LeftLeg, a.RightLeg + b.RightLeg, a.LeftArm + b.LeftArm, a.RightArm + b.RightArm, a.Lean + b.Lean, a.Twist + b.Twist);

    /// <summary>
    /// Walking at <paramref name="phase"/> (radians; 2π is two steps). A knee bends while its leg swings forward, and the arms swing against the
    /// legs.
    /// </summary>
    public static Posture Walking(double phase)
    {
        var (swing, leftLift, rightLift) = (Math.Sin(phase), Math.Max(0, Math.Cos(phase)), Math.Max(0, -Math.Cos(phase)));
        return new Posture(
            new LimbPosture(0.06 + 0.42 * swing, 0.03, -0.10 - 0.95 * leftLift * leftLift),
            new LimbPosture(0.06 - 0.42 * swing, 0.03, -0.10 - 0.95 * rightLift * rightLift),
            new LimbPosture(-0.38 * swing, 0.12, 0.35 - 0.15 * swing),
            new LimbPosture(0.38 * swing, 0.12, 0.35 + 0.15 * swing),
            0.05,
            0.12 * swing
        );
    }

    /// <summary>Upright, with the arms hanging and a slight sway.</summary>
    public static Posture Upright(double seconds) =>
        new(
            new LimbPosture(0.02, 0.05, -0.05),
            new LimbPosture(0.02, 0.05, -0.05),
            new LimbPosture(0.05 * Math.Sin(seconds), 0.12, 0.2),
            new LimbPosture(0.05 * Math.Cos(seconds), 0.12, 0.2),
            0.02 + 0.02 * Math.Sin(1.3 * seconds),
            0.05 * Math.Sin(1.1 * seconds)
        );

    /// <summary>Seated, with the hands on the knees and the trunk swaying a little.</summary>
    public static Posture Sitting(double seconds)
    {
        var leg = new LimbPosture(1.4, 0.1, -1.4);
        return new(leg, leg, new LimbPosture(0.5, 0.15, 0.7), new LimbPosture(0.5, 0.15, 0.7), 0.08 + 0.05 * Math.Sin(0.9 * seconds), 0.05 * Math.Sin(seconds));
    }

    /// <summary>Upright, with the right arm raised and its forearm swinging.</summary>
    public static Posture Waving(double seconds) =>
        new(
            new LimbPosture(0.02, 0.05, -0.05),
            new LimbPosture(0.02, 0.05, -0.05),
            new LimbPosture(0.05 * Math.Sin(seconds), 0.12, 0.2),
            new LimbPosture(0.25, 2.0 + 0.1 * Math.Sin(2 * Math.PI * 0.6 * seconds), 0, 0.75 + 0.45 * Math.Sin(2 * Math.PI * 1.2 * seconds)),
            0.02 + 0.02 * Math.Sin(1.3 * seconds),
            0.08 * Math.Sin(1.7 * seconds)
        );

    /// <summary>Squatting down and up in 2.8 s, with the arms forward and the trunk leaning forward.</summary>
    public static Posture Squatting(double seconds)
    {
        var depth = 0.5 - 0.5 * Math.Cos(2 * Math.PI / 2.8 * seconds);
        var leg = new LimbPosture(0.02 + 1.35 * depth, 0.08 + 0.12 * depth, -0.05 - 2.0 * depth);
        var arm = new LimbPosture(0.15 + 1.25 * depth, 0.12, 0.15);
        return new Posture(leg, leg, arm, arm, 0.02 + 0.6 * depth, 0);
    }
}
