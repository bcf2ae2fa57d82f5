namespace StreamLift.Sink.Transactions;

/// <summary>
/// Delays a transaction's first records after a commit. The broker is then still writing the commit's markers and refuses a partition with
/// CONCURRENT_TRANSACTIONS, and the client retries after 20 ms, whatever its settings (rd_kafka_txn_handle_AddPartitionsToTxn). A delay a little longer than
/// the markers take avoids that. How long they take depends on the brokers, so it is learnt: the delay grows by 1 ms each time that an answer was later than
/// usual by about the cost of a refusal, and shrinks by 0.05 ms each time it was not. Sender only.
/// </summary>
internal sealed class CommitMarkerDelay(TimeProvider clock)
{
    private const double Refusal = 20; // all in ms; with a delay of that much a refusal costs nothing more
    private const double Late = 15;

    private double _delay = 3; // one broker on the same machine
    private double _usual = 5; // time of an answer
    private long? _committed;
    private long? _sent;

    /// <summary>How much longer; zero: records may be sent.</summary>
    public TimeSpan Left
    {
        get
        {
            if (_committed is not { } committed)
                return TimeSpan.Zero;
            var left = _delay - Since(committed);
            return left > 0 ? TimeSpan.FromMilliseconds(left) : TimeSpan.Zero;
        }
    }

    /// <summary>A transaction is committed: its markers are being written.</summary>
    public void Committed()
    {
        _committed = clock.GetTimestamp();
        _sent = null;
    }

    /// <summary>Records are sent. Only the first of a transaction, right after another's commit, are measured.</summary>
    public void Sent()
    {
        if (_committed is not { } committed)
            return;
        if (Since(committed) <= Refusal)
            _sent = clock.GetTimestamp();
        _committed = null;
    }

    /// <summary>Everything sent has been answered.</summary>
    public void Answered()
    {
        if (_sent is not { } sent)
            return;
        var later = Since(sent) - _usual;
        var isRefused = later >= Late;
        _delay = Math.Clamp(_delay + (isRefused ? 1 : -0.05), 0, Refusal);
        _usual += isRefused ? 0.25 : later / 16; // brokers that have become slow at everything become the usual in the end
        _sent = null;
    }

    private double Since(long timestamp) => clock.GetElapsedTime(timestamp).TotalMilliseconds;
}
