namespace StreamLift.Training.Runs;

/// <summary>What runs share beside their data.</summary>
/// <param name="Display">Where they show themselves.</param>
/// <param name="Metrics">Where their epochs are noted; null: nowhere.</param>
/// <param name="Clock">The clock.</param>
internal sealed record RunServices(ITrainingDisplay Display, MetricsFile? Metrics, TimeProvider Clock);

/// <summary>What a run is for.</summary>
internal enum RunStage
{
    /// <summary>The only one: all its epochs, and its last weights count.</summary>
    Whole,

    /// <summary>The first of two, without the subject held out: says after how many epochs that one's error is least, and how large errors are.</summary>
    Choosing,

    /// <summary>The second: again from the start, on everybody, for as many epochs.</summary>
    Refitting,
}
