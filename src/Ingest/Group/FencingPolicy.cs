using Confluent.Kafka;

namespace StreamLift.Ingest.Group;

/// <summary>
/// Decides after which fatal errors of a static member a new client may join in its place: those where the group knows the instance id under an earlier member
/// id of this process. An instance id that another process uses by now is left to it: taking it back would make the two fence each other without end. Poll
/// thread only.
/// </summary>
internal sealed class FencingPolicy(TimeProvider clock)
{
    /// <summary>How long the broker may keep a killed member under KIP-848: the longest session that brokers allow by default.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A fencing error within this time after a lost membership, or after the rejoin that followed, is this process's own: the client still sends a commit of
    /// the lost membership to a coordinator that was unreachable. Later, the instance id belongs to another process.
    /// </summary>
    public static readonly TimeSpan OwnErrorWindow = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private long? _since; // the loss of the membership, or the rejoin after it
    private bool _isMember = true;
    private long? _refused;

    /// <summary>The membership was lost, with all its partitions.</summary>
    public void Lost() => (_since, _isMember) = (clock.GetTimestamp(), false);

    /// <summary>The group has assigned partitions: it accepts the instance id.</summary>
    public void Assigned()
    {
        _refused = null;
        if (_isMember)
            return;
        (_since, _isMember) = (clock.GetTimestamp(), true);
    }

    /// <summary>How long to wait before a new client joins; null: none may.</summary>
    public TimeSpan? RejoinDelay(Error error)
    {
        switch (error.Code)
        {
            case ErrorCode.FencedInstanceId when _since is { } since && clock.GetElapsedTime(since) < OwnErrorWindow:
                (_since, _isMember) = (null, true); // the next one is not this process's own
                return TimeSpan.Zero;
            // KIP-848 keeps an instance id for its member until the session times out; a killed process is started again sooner
            case ErrorCode.UnreleasedInstanceId:
                _refused ??= clock.GetTimestamp();
                return clock.GetElapsedTime(_refused.Value) < Session ? RetryDelay : null;
            default:
                return null;
        }
    }
}
