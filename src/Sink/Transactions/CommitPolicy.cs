namespace StreamLift.Sink.Transactions;

/// <summary>When a transaction is to be committed: an interval after its first record, or at once where somebody waits for it. Without records there is none.</summary>
internal sealed class CommitPolicy(TimeSpan interval, TimeProvider clock)
{
    private bool _isUrgent;

    /// <summary>Somebody waits for what has been sent: the transaction that is open is due.</summary>
    public void Hurry() => _isUrgent = true;

    /// <summary>A transaction has ended, or there was none to hurry.</summary>
    public void Ended() => _isUrgent = false;

    /// <summary>How much longer a transaction may gather records; zero: it is due.</summary>
    /// <param name="began">When it began, by the clock's timestamp.</param>
    public TimeSpan Left(long began)
    {
        if (_isUrgent) return TimeSpan.Zero;
        var left = interval - clock.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
