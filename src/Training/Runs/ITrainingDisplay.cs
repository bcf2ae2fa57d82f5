namespace StreamLift.Training.Runs;

/// <summary>Where a run shows itself: a bar on a terminal, lines elsewhere.</summary>
internal interface ITrainingDisplay
{
    /// <summary>A line that stays.</summary>
    void WriteLine(string line);

    /// <summary>Where the run stands; comes after every batch.</summary>
    void ShowProgress(TrainingProgress progress);

    /// <summary>Does the work, shown.</summary>
    T RunWithDisplay<T>(Func<T> work);
}
