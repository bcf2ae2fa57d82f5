namespace StreamLift.Training.Recipes;

/// <summary>The learning rate as a function of the step.</summary>
internal abstract record LearningRateSchedule
{
    /// <summary>The largest learning rate of the schedule.</summary>
    public abstract float PeakRate { get; }

    /// <summary>The same schedule with another peak rate.</summary>
    public abstract LearningRateSchedule WithPeakRate(float rate);

    /// <summary>Whether the rate ends near 0. The best epoch is then the last one, so there is no early stopping.</summary>
    public virtual bool EndsNearZero => false;

    /// <param name="step">The index of the step, from 0.</param>
    /// <param name="steps">The number of steps of the whole run.</param>
    public abstract float Rate(long step, long steps);
}
