namespace StreamLift.Training.Learning;

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
