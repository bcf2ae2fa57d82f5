namespace StreamLift.Sink.Transactions;

/// <summary>
/// Decides when a transaction is committed: an interval after the last commit, so that a record after a pause need not wait; or at once where the poll thread
/// waits for it. Without records there is no transaction.
/// </summary>
internal sealed class CommitPolicy(TimeSpan interval, TimeProvider clock)
{
    private bool _isUrgent;
    private long? _last;

    /// <summary>How much longer the transaction may collect records; zero: it is due.</summary>
    public TimeSpan Left
    {
        get
        {
            if (_isUrgent || _last is not { } last)
                return TimeSpan.Zero;
            var left = interval - clock.GetElapsedTime(last);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>What has been sent is waited for: the open transaction is due.</summary>
    public void Hurry() => _isUrgent = true;

    /// <summary>A commit begins.</summary>
    public void Commits() => _last = clock.GetTimestamp();

    /// <summary>The transaction has ended, or there was none.</summary>
    public void Ended() => _isUrgent = false;
}
