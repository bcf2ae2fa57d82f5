namespace StreamLift.Training.Runs;

/// <summary>The services that runs share.</summary>
/// <param name="Display">Displays the progress.</param>
/// <param name="Metrics">Receives the metrics of each epoch. Null: no metrics file.</param>
/// <param name="Clock">The clock.</param>
internal sealed record RunServices(ITrainingDisplay Display, MetricsFile? Metrics, TimeProvider Clock);

/// <summary>The purpose of a run.</summary>
internal enum RunStage
{
    /// <summary>The only run. It trains for all epochs.</summary>
    Whole,

    /// <summary>The first of two runs, with held-out subjects. It chooses the number of epochs and calibrates sigma.</summary>
    Choosing,

    /// <summary>The second of two runs: trains again from the start, on all training subjects, for the chosen number of epochs.</summary>
    Refitting,
}
