namespace StreamLift.Training.Learning;

/// <summary>The learning rate over the steps of a run.</summary>
internal abstract record Schedule
{
    /// <param name="step">From 0.</param>
    /// <param name="steps">Of the whole run.</param>
    public abstract float Rate(long step, long steps);
}
