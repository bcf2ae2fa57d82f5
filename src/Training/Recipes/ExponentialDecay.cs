namespace StreamLift.Training.Recipes;

/// <summary>Times <paramref name="Factor"/> for every <paramref name="DecaySteps"/> steps, smoothly, as the paper's code.</summary>
internal sealed record ExponentialDecay(float InitialRate, float Factor, long DecaySteps) : LearningRateSchedule
{
    public override float PeakRate => InitialRate;

    public override LearningRateSchedule WithPeakRate(float rate) => this with { InitialRate = rate };

    public override float Rate(long step, long steps) => InitialRate * MathF.Pow(Factor, (float)step / DecaySteps);
}
