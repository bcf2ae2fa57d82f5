namespace StreamLift.Host.Demo;

/// <summary>Gathers the figures of a stretch of time. Its owner locks.</summary>
internal sealed class WindowStatistics
{
    private readonly LatencyHistogram _latency = new();
    private RunningMean _batches;
    private RunningMean _error;
    private long _sent;
    private long _frames;

    /// <summary>A frame has been sent.</summary>
    public void Sent() => _sent++;

    /// <summary>A frame's poses are in hand.</summary>
    public void Received() => _frames++;

    /// <summary>How long they took.</summary>
    public void AddLatency(TimeSpan latency) => _latency.Add(latency);

    /// <summary>A pose has been compared with the truth.</summary>
    public void AddError(double error) => _error.Add(error);

    /// <summary>A batch has gone through the network.</summary>
    public void Batch(int people) => _batches.Add(people);

    /// <summary>The figures, for a stretch of some length.</summary>
    public DemoWindow Read(TimeSpan length) =>
        new(length.TotalSeconds, _sent, _frames, _error.Count, _batches.Value, _latency.Quantile(0.5), _latency.Quantile(0.99), _error.Value);

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _latency.Clear();
        _batches = default;
        _error = default;
        _sent = 0;
        _frames = 0;
    }
}
