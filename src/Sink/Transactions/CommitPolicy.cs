namespace StreamLift.Sink.Transactions;

/// <summary>
/// When a transaction is to be committed: an interval after the commit before, so that a record that comes after a pause need not wait, or at once
/// where somebody waits for it. Without records there is none.
/// </summary>
internal sealed class CommitPolicy(TimeSpan interval, TimeProvider clock)
{
    private bool _isUrgent;
    private long? _last;

    /// <summary>How much longer a transaction may gather records; zero: it is due.</summary>
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

    /// <summary>Somebody waits for what has been sent: the transaction that is open is due.</summary>
    public void Hurry() => _isUrgent = true;

    /// <summary>A commit sets out.</summary>
    public void Commits() => _last = clock.GetTimestamp();

    /// <summary>A transaction has ended, or there was none to hurry.</summary>
    public void Ended() => _isUrgent = false;
}
