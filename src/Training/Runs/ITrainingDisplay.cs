namespace StreamLift.Training.Runs;

/// <summary>Displays the progress of a run: a progress bar in a terminal, plain text elsewhere.</summary>
internal interface ITrainingDisplay
{
    /// <summary>Writes a message that stays visible.</summary>
    void WriteLine(string line);

    /// <summary>Shows the progress. Called after each batch.</summary>
    void ShowProgress(TrainingProgress progress);

    /// <summary>Runs the work while the display is active.</summary>
    T RunWithDisplay<T>(Func<T> work);
}
