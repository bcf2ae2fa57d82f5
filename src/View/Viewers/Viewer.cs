namespace StreamLift.View.Viewers;

/// <summary>
/// What one viewer is still to be sent: of each source the newest frame only, and of the other messages whether they are due. Its memory is bounded whatever
/// its connection does. Thread-safe.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class Viewer(TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(1, 1); // the first messages are due at once
    private readonly Queue<int> _order = new(); // sources with a frame, the one that waits longest first
    private byte[]?[] _frames = new byte[]?[4]; // by source
    private bool _isSchemaDue = true;
    private bool _isStatusDue = true;
    private long? _ping;
    private long _sendingSince;
    private bool _isSending;

    /// <summary>Frames that its connection took.</summary>
    public long Sent { get; private set; }

    /// <summary>Frames that newer ones took the place of.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether it is to be closed, with which status.</summary>
    public CloseReason? Close { get; private set; }

    /// <summary>Puts a frame in the place of the source's frame that was not sent yet.</summary>
    public void Offer(int source, byte[] frame)
    {
        lock (_gate)
        {
            if (source >= _frames.Length)
                Array.Resize(ref _frames, Math.Max(source + 1, 2 * _frames.Length));
            if (_frames[source] is null)
                _order.Enqueue(source);
            else
                Dropped++;
            _frames[source] = frame;
            Wake();
        }
    }

    /// <summary>Has the schema sent before any other message.</summary>
    public void OfferSchema()
    {
        lock (_gate)
        {
            _isSchemaDue = true;
            Wake();
        }
    }

    /// <summary>Has the status sent.</summary>
    public void OfferStatus()
    {
        lock (_gate)
        {
            _isStatusDue = true;
            Wake();
        }
    }

    /// <summary>Has a ping answered; of several that wait the last one.</summary>
    public void OfferPong(long ping)
    {
        lock (_gate)
        {
            _ping = ping;
            Wake();
        }
    }

    /// <summary>Has the connection closed after the message that is being sent.</summary>
    public void End(CloseReason reason)
    {
        lock (_gate)
        {
            Close ??= reason;
            Wake();
        }
    }

    /// <summary>Waits until something is due.</summary>
    public Task WaitAsync(CancellationToken stop) => _wake.WaitAsync(stop);

    /// <summary>
    /// Takes what is to be sent next; <see cref="NextMessage.None"/> when nothing is. A message that was taken counts as being sent until the next call.
    /// </summary>
    /// <param name="frame">The frame, if it is one.</param>
    /// <param name="ping">The ping's id, if it is an answer.</param>
    public NextMessage Take(out byte[] frame, out long ping)
    {
        lock (_gate)
        {
            (frame, ping) = ([], 0);
            var next = Next(ref frame, ref ping);
            (_isSending, _sendingSince) = (next != NextMessage.None, clock.GetTimestamp());
            return next;
        }
    }

    /// <summary>Counts a frame that the connection took.</summary>
    public void CountSent()
    {
        lock (_gate)
            Sent++;
    }

    /// <summary>For how long the connection has not taken the message that is being sent.</summary>
    public TimeSpan Stalled()
    {
        lock (_gate)
            return _isSending ? clock.GetElapsedTime(_sendingSince) : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private NextMessage Next(ref byte[] frame, ref long ping)
    {
        if (Close is not null)
            return NextMessage.Close;
        if (_isSchemaDue)
        {
            _isSchemaDue = false;
            return NextMessage.Schema;
        }

        if (_ping is { } id)
        {
            (ping, _ping) = (id, null);
            return NextMessage.Pong;
        }

        if (_isStatusDue)
        {
            _isStatusDue = false;
            return NextMessage.Status;
        }

        if (!_order.TryDequeue(out var source))
            return NextMessage.None;
        (frame, _frames[source]) = (_frames[source]!, null);
        return NextMessage.Frame;
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }
}

/// <summary>What a viewer is to be sent next.</summary>
internal enum NextMessage
{
    None,
    Schema,
    Status,
    Pong,
    Frame,
    Close,
}
