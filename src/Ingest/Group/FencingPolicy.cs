using Confluent.Kafka;

namespace StreamLift.Ingest.Group;

/// <summary>
/// Which errors that end a client for good are no more than its name being known under a number that it no longer has, so that a new client gets its place
/// back.
/// Of a name that somebody else uses by now none is: to take it back would take turns with the other for ever. Poll thread only.
/// </summary>
internal sealed class FencingPolicy(TimeProvider clock)
{
    /// <summary>How long the broker may take to forget a killed member under KIP-848: the longest session that brokers allow by default.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A fence within this time of a loss, or of the place's being got back, is the loss's own: the client still sends a commit of the membership that it lost
    /// to a
    /// coordinator that was away. Later, and not yet taken in, it finds another under its name.
    /// </summary>
    public static readonly TimeSpan Own = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? _since; // the loss, or the place's being got back after it
    private bool _isBack = true;
    private long? _refused;

    /// <summary>The membership ran out, with all its partitions.</summary>
    public void Lost() => (_since, _isBack) = (clock.GetTimestamp(), false);

    /// <summary>The group has given partitions: it has taken the name in.</summary>
    public void Assigned()
    {
        _refused = null;
        if (_isBack)
            return;
        (_since, _isBack) = (clock.GetTimestamp(), true);
    }

    /// <summary>How long to wait before a new client asks for the place; null: it is not to ask.</summary>
    public TimeSpan? After(Error error)
    {
        switch (error.Code)
        {
            case ErrorCode.FencedInstanceId when _since is { } since && clock.GetElapsedTime(since) < Own:
                (_since, _isBack) = (null, true); // the next one is not
                return TimeSpan.Zero;
            // KIP-848 keeps a name for its member until the session has run out; a process that was killed is started again sooner
            case ErrorCode.UnreleasedInstanceId:
                _refused ??= clock.GetTimestamp();
                return clock.GetElapsedTime(_refused.Value) < Session ? Pause : null;
            default:
                return null;
        }
    }
}
