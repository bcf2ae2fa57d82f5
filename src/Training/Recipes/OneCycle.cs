namespace StreamLift.Training.Recipes;

/// <summary>One cycle (Smith, 2018): the rate rises to the peak in the first fifth of the run, then falls to nearly 0, both along a cosine.</summary>
internal sealed record OneCycle(float Peak) : LearningRateSchedule
{
    private const float Rise = 0.2f;
    private const float First = 1 / 25f;
    private const float Last = 1e-4f;

    public override float PeakRate => Peak;

    public override LearningRateSchedule WithPeakRate(float rate) => this with { Peak = rate };

    public override bool EndsNearZero => true;

    public override float Rate(long step, long steps)
    {
        var at = (step + 0.5f) / steps;
        return at < Rise ? Peak * Between(First, 1, at / Rise) : Peak * Between(1, Last, (at - Rise) / (1 - Rise));
    }

    private static float Between(float from, float to, float at) => to + ((from - to) * (1 + MathF.Cos(MathF.PI * at)) / 2);
}
