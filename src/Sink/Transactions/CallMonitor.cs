namespace StreamLift.Sink.Transactions;

/// <summary>
/// Numbers the calls that may never return: SendOffsetsToTransaction waits for the group's coordinator whatever its timeout (librdkafka 5456). The sender
/// calls, the watchdog reads.
/// </summary>
internal sealed class CallMonitor
{
    private long _current;
    private long _count;

    /// <summary>The number of the call in progress; 0: none. Any thread.</summary>
    public long Current => Volatile.Read(ref _current);

    /// <summary>Makes a monitored call.</summary>
    public void Run(Action call)
    {
        Volatile.Write(ref _current, ++_count);
        try
        {
            call();
        }
        finally
        {
            Volatile.Write(ref _current, 0);
        }
    }
}
