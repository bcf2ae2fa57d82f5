namespace StreamLift.Files.Grid;

/// <summary>The file of one person in a format with a fixed rate.</summary>
internal interface ITrackFile : IDisposable
{
    /// <summary>What is in the file.</summary>
    WrittenFile Written { get; }

    /// <summary>Adds a frame. Frames between it and the one before are a gap.</summary>
    /// <param name="frame">Its number, which rises, from the start of the recording.</param>
    /// <param name="sample">The person.</param>
    void Add(long frame, TrackSample sample);

    /// <summary>Leaves a file that opens.</summary>
    void Flush();

    /// <summary>Completes and closes the file.</summary>
    void Finish();
}
