namespace StreamLift.Files;

/// <summary>A file of a recording.</summary>
/// <param name="Path">Its path.</param>
/// <param name="People">The number of people in it.</param>
/// <param name="Frames">The number of frames or records in it.</param>
/// <param name="Rate">Frames per second. Null: the format has a time for each record instead.</param>
/// <param name="StartSeconds">How long after the recording's first instant the file begins.</param>
public sealed record WrittenFile(string Path, int People, long Frames, double? Rate, double StartSeconds)
{
    /// <summary>The distance of the file's joints from those that were recorded, mm: the mean and the largest. Null: they are the same.</summary>
    public (double Mean, double Largest)? OffBy { get; init; }
}
