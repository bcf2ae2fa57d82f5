namespace StreamLift.Host.Demo;

/// <summary>Collects the statistics of a period. The owner synchronises access.</summary>
internal sealed class WindowStatistics
{
    private readonly LatencyHistogram _latency = new();
    private RunningMean _batches;
    private RunningMean _error;
    private long _sent;
    private long _frames;

    /// <summary>Counts a sent frame.</summary>
    public void Sent() => _sent++;

    /// <summary>Counts a frame whose poses were received.</summary>
    public void Received() => _frames++;

    /// <summary>Adds a latency.</summary>
    public void AddLatency(TimeSpan latency) => _latency.Add(latency);

    /// <summary>Adds the error of a pose.</summary>
    public void AddError(double error) => _error.Add(error);

    /// <summary>Adds the size of a batch.</summary>
    public void Batch(int people) => _batches.Add(people);

    /// <summary>The statistics of a period of this length.</summary>
    public DemoWindow Read(TimeSpan length) =>
        new(length.TotalSeconds, _sent, _frames, _error.Count, _batches.Value, _latency.Quantile(0.5), _latency.Quantile(0.99), _error.Value);

    /// <summary>Removes all values.</summary>
    public void Clear()
    {
        _latency.Clear();
        _batches = default;
        _error = default;
        _sent = 0;
        _frames = 0;
    }
}
