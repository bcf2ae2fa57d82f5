using StreamLift.Files;

namespace StreamLift.Host.Record;

/// <summary>Where instants go: files, or a program that shows them. One thread.</summary>
internal interface IInstantOutput : IDisposable
{
    /// <summary>Whether it takes more now.</summary>
    bool CanTake { get; }

    /// <summary>The bytes that were written or sent.</summary>
    long Bytes { get; }

    /// <summary>Whether it has room for the rig or stream of an instant. Says so where it has none.</summary>
    bool Takes(MotionInstant instant);

    /// <summary>Takes the next instant of its rig or stream.</summary>
    /// <param name="instant">The instant, valid during the call.</param>
    /// <param name="isLive">Whether it was written to the topic just now, not read from a backlog.</param>
    /// <exception cref="Poses.ConfigurationException">It can't be written.</exception>
    void Add(MotionInstant instant, bool isLive);

    /// <summary>Called again and again: does what is due.</summary>
    /// <exception cref="Poses.ConfigurationException">It can't be written.</exception>
    void Tick();

    /// <summary>Ends it.</summary>
    /// <param name="isStopped">Whether the user stopped it: what has to wait is left out.</param>
    /// <exception cref="Poses.ConfigurationException">It can't be written.</exception>
    void Finish(bool isStopped);

    /// <summary>What was written or sent, one line each; none where nothing was.</summary>
    IEnumerable<string> Results();

    /// <summary>What the user should know of it, one line each.</summary>
    IEnumerable<string> Notes();
}
