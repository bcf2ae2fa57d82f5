using System.Text;
using StreamLift.Host.Running;

namespace StreamLift.Host.Tests.Running;

public sealed class SkippedFramesLogTests : IDisposable
{
    private readonly LoggedSink _sink = new();
    private readonly SkippedFramesLog _skipped;

    public SkippedFramesLogTests() => _skipped = Log(TimeSpan.FromMilliseconds(500));

    public void Dispose() => _sink.Dispose();

    [Fact]
    public void Skipped_frames_log_counts_since_the_last_line_with_the_worst_streams_first()
    {
        _skipped.Write();
        Assert.Empty(_sink.Said.Lines);
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
            _sink.Said.Lines
        );
        Assert.Equal(11, _skipped.Total);
    }

    [Fact]
    public async Task Skipped_frames_log_writes_the_remaining_counts_at_the_end()
    {
        using var stop = new CancellationTokenSource();
        var logging = _skipped.RunAsync(stop.Token);
        Deliver("a");
        await stop.CancelAsync();
        await logging;
        Assert.Single(_sink.Said.Lines);
    }

    [Fact]
    public async Task Skipped_frames_log_without_a_deadline_writes_nothing()
    {
        Deliver("a");
        await Log(TimeSpan.Zero).RunAsync(CancellationToken.None);
        Assert.Empty(_sink.Said.Lines);
    }

    private SkippedFramesLog Log(TimeSpan deadline) => new(_sink.Telemetry, deadline, _sink.Clock, _sink.Said);

    private void Deliver(params string[] late) => _sink.Deliver(late, (batch, stream) => batch.AddFrame(Encoding.UTF8.GetBytes(stream), 0, 0, oldest: 1));
}
