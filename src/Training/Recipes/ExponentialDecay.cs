namespace StreamLift.Training.Recipes;

/// <summary>
/// Exponential decay of the learning rate, as in the paper's code: continuous, by <paramref name="Factor"/> every <paramref name="DecaySteps"/>
/// steps.
/// </summary>
internal sealed record ExponentialDecay(float InitialRate, float Factor, long DecaySteps) : LearningRateSchedule
{
    public override float PeakRate => InitialRate;

    public override LearningRateSchedule WithPeakRate(float rate) => this with { InitialRate = rate };

    public override float Rate(long step, long steps) => InitialRate * MathF.Pow(Factor, (float)step / DecaySteps);
}
