namespace StreamLift.Training.Recipes;

/// <summary>Times <paramref name="Factor"/> for every <paramref name="Every"/> steps, smoothly, as the paper's code.</summary>
internal sealed record StepDecay(float First, float Factor, long Every) : Schedule
{
    public override float Highest => First;

    public override Schedule WithHighest(float rate) => this with { First = rate };

    public override float Rate(long step, long steps) => First * MathF.Pow(Factor, (float)step / Every);
}
