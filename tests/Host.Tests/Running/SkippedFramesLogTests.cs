using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Running;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Sink;
using StreamLift.Tests;

namespace StreamLift.Host.Tests.Running;

public sealed class SkippedFramesLogTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly Said _said = new();
    private readonly SinkTelemetry _sink;
    private readonly SkippedFramesLog _skipped;

    public SkippedFramesLogTests()
    {
        _sink = new SinkTelemetry(_services.GetRequiredService<IMeterFactory>(), new StageName("lift"));
        _skipped = new SkippedFramesLog(_sink, TimeSpan.FromMilliseconds(500), _clock, _said);
    }

    [Fact]
    public void Skipped_frames_log_counts_since_the_last_line_with_the_worst_streams_first()
    {
        _skipped.Write();
        Assert.Empty(_said.Lines);
        Deliver("b", "a", "a", "c\n", "d", "e", "f", "g");
        _skipped.Write();
        _skipped.Write();
        Deliver("g", "g", "a");
        _skipped.Write();
        Assert.Equal(
            [
                "8 frames skipped, older than 500 ms: \"a\" 2, \"b\" 1, \"c\uFFFD\" 1, \"d\" 1, \"e\" 1, others 2",
                "3 frames skipped, older than 500 ms: \"g\" 2, \"a\" 1",
            ],
            _said.Lines
        );
        Assert.Equal(11, _skipped.Total);
    }

    [Fact]
    public async Task Skipped_frames_log_writes_the_remaining_counts_at_the_end()
    {
        using var stop = new CancellationTokenSource();
        var telling = _skipped.RunAsync(stop.Token);
        Deliver("a");
        await stop.CancelAsync();
        await telling;
        Assert.Single(_said.Lines);
    }

    public void Dispose()
    {
        _sink.Dispose();
        _services.Dispose();
    }

    private void Deliver(params string[] late)
    {
        var batch = new LiftBatch(1, 34);
        foreach (var stream in late)
        {
            batch.Add(new AssignedPartition("in", 0, 0), batch.Count, 0);
            batch.AddFrame(Encoding.UTF8.GetBytes(stream), 0, 0, oldest: 1);
        }

        _sink.Delivered(batch, _clock);
    }
}
