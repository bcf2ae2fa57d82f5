using StreamLift.Poses;

namespace StreamLift.Files;

/// <summary>
/// Writes a recording, live or from a file. All members throw a <see cref="ConfigurationException"/> of one line if a file can't be written; what was flushed
/// before stays in a file that opens. Dispose without <see cref="Finish"/> leaves what was flushed. Not thread-safe.
/// </summary>
public interface IMotionWriter : IDisposable
{
    /// <summary>Adds the next instant. Those of a source come in the order of their times; several sources may alternate.</summary>
    void Add(MotionInstant instant);

    /// <summary>Puts what has been added so far into files that open, whatever happens to the process afterwards.</summary>
    void Flush();

    /// <summary>Puts everything into the files and closes them. Nothing can be added then.</summary>
    void Finish();

    /// <summary>
    /// Whether <see cref="Flush"/> writes everything again, which takes longer the longer the recording is. Leave more time between two calls then: a call a
    /// minute, and at least 20 times as long as the last one took.
    /// </summary>
    bool Rewrites { get; }

    /// <summary>The files that have been written so far, those of one person in the order in which they appeared.</summary>
    IReadOnlyList<WrittenFile> Files { get; }

    /// <summary>What the user should know, one line each: what could not be written and why. More may come until <see cref="Finish"/>.</summary>
    IReadOnlyList<string> Notes { get; }
}
