namespace StreamLift.Sink.Transactions;

/// <summary>
/// How long a transaction's first records are held back after the commit before. The broker is still writing that one's markers then, refuses a
/// partition with CONCURRENT_TRANSACTIONS, and the client asks again after 20 ms, whatever its settings (rd_kafka_txn_handle_AddPartitionsToTxn). A rest
/// a little longer than the markers take spares that. How long they take depends on the brokers, so it is learnt: longer by a millisecond each time
/// that the answer was later than usual by about as much as a refusal costs, shorter by a twentieth of one each time it was not. Sink thread only.
/// </summary>
internal sealed class CommitMarkerDelay(TimeProvider clock)
{
    private const double Refusal = 20; // all in ms; by a rest of that a refusal costs no more
    private const double Late = 15;

    private double _rest = 3; // what one broker on the same machine takes
    private double _usual = 5; // of an answer
    private long? _committed;
    private long? _sent;

    /// <summary>How much longer; zero: records may set out.</summary>
    public TimeSpan Left
    {
        get
        {
            if (_committed is not { } committed)
                return TimeSpan.Zero;
            var left = _rest - Since(committed);
            return left > 0 ? TimeSpan.FromMilliseconds(left) : TimeSpan.Zero;
        }
    }

    /// <summary>A transaction is committed: its markers are being written.</summary>
    public void Committed()
    {
        _committed = clock.GetTimestamp();
        _sent = null;
    }

    /// <summary>Records set out. Only a transaction's first, right after another, say anything.</summary>
    public void Sent()
    {
        if (_committed is not { } committed)
            return;
        if (Since(committed) <= Refusal)
            _sent = clock.GetTimestamp();
        _committed = null;
    }

    /// <summary>All that set out has been answered.</summary>
    public void Answered()
    {
        if (_sent is not { } sent)
            return;
        var later = Since(sent) - _usual;
        var isRefused = later >= Late;
        _rest = Math.Clamp(_rest + (isRefused ? 1 : -0.05), 0, Refusal);
        _usual += isRefused ? 0.25 : later / 16; // brokers that have become slow at everything are the usual in the end
        _sent = null;
    }

    private double Since(long timestamp) => clock.GetElapsedTime(timestamp).TotalMilliseconds;
}
