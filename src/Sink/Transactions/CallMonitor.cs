namespace StreamLift.Sink.Transactions;

/// <summary>
/// Numbers the calls that may not come back: SendOffsetsToTransaction waits for the group's coordinator whatever timeout it was given
/// (librdkafka 5456). The sink's thread calls, whoever watches looks.
/// </summary>
internal sealed class CallMonitor
{
    private long _current;
    private long _count;

    /// <summary>The number of the call that is under way; 0: none. Any thread.</summary>
    public long Current => Volatile.Read(ref _current);

    /// <summary>Makes a call under watch.</summary>
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
