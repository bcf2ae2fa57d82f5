using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Lanes;
using StreamLift.Lifter.Stage;
using StreamLift.Sink;

namespace StreamLift.Host.Tests.Running;

/// <summary>The counts of a sink, a clock, and the lines that a log of these counts has written.</summary>
internal sealed class LoggedSink : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public LoggedSink() => Telemetry = new SinkTelemetry(_services.GetRequiredService<IMeterFactory>(), new StageName("lift"));

    public SinkTelemetry Telemetry { get; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch);

    public Said Said { get; } = new();

    /// <summary>Counts a batch with a record for each item, as delivered.</summary>
    public void Deliver<T>(IEnumerable<T> items, Action<LiftBatch, T> add)
    {
        var batch = new LiftBatch(1, 34);
        foreach (var item in items)
        {
            batch.Add(new AssignedPartition("in", 0, 0), batch.Count, 0);
            add(batch, item);
        }
        Telemetry.Delivered(batch, Clock);
    }

    public void Dispose()
    {
        Telemetry.Dispose();
        _services.Dispose();
    }
}
