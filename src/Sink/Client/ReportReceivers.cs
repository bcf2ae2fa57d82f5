namespace StreamLift.Sink.Client;

/// <summary>The receivers of a client's delivery reports, by the numbers that travel with the records. Any thread.</summary>
internal sealed class ReportReceivers
{
    private readonly Lock _lock = new();
    private readonly Stack<int> _free = [];
    private ReportReceiver?[] _receivers = new ReportReceiver?[16]; // a number is an index into it, and one more: 0 is none
    private int _count;

    /// <summary>The number of a receiver. One that is reused keeps it.</summary>
    public int NumberOf(ReportReceiver receiver)
    {
        var (owner, number) = receiver.Registered;
        if (receiver.IsReused && ReferenceEquals(owner, this))
            return number;
        lock (_lock)
        {
            if (!_free.TryPop(out number))
                number = ++_count;
            if (number > _receivers.Length)
            {
                var larger = new ReportReceiver?[2 * _receivers.Length];
                _receivers.CopyTo(larger, 0);
                Volatile.Write(ref _receivers, larger);
            }

            _receivers[number - 1] = receiver;
        }

        if (receiver.IsReused)
            receiver.Registered = (this, number);
        return number;
    }

    /// <summary>The receiver of a number that came back.</summary>
    public ReportReceiver Take(int number)
    {
        var receiver = Volatile.Read(ref _receivers)[number - 1] ?? throw new InvalidOperationException($"no report is awaited under number {number}");
        Forget(receiver, number);
        return receiver;
    }

    /// <summary>No record was sent under a number: it is free again, unless its receiver is reused.</summary>
    public void Forget(ReportReceiver receiver, int number)
    {
        if (receiver.IsReused)
            return;
        lock (_lock)
        {
            _receivers[number - 1] = null;
            _free.Push(number);
        }
    }
}
