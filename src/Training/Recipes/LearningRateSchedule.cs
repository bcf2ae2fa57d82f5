namespace StreamLift.Training.Recipes;

/// <summary>The learning rate over the steps of a run.</summary>
internal abstract record LearningRateSchedule
{
    /// <summary>The largest that it reaches.</summary>
    public abstract float PeakRate { get; }

    /// <summary>The same with another.</summary>
    public abstract LearningRateSchedule WithPeakRate(float rate);

    /// <summary>Whether its end is what it is made for: what is best before says nothing.</summary>
    public virtual bool EndsNearZero => false;

    /// <param name="step">From 0.</param>
    /// <param name="steps">Of the whole run.</param>
    public abstract float Rate(long step, long steps);
}
