using Microsoft.Extensions.Time.Testing;
using StreamLift.Host.Record;

namespace StreamLift.Host.Tests.Record;

public sealed class RecordProgressTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _error = new();
    private readonly InstantFilter _filter = new(MadeInstants.Options);

    [Fact]
    public void Line_comes_every_ten_seconds_where_there_is_no_terminal()
    {
        var progress = new RecordProgress(_error, _filter, _clock);
        for (var frame = 0; frame < 300; frame++)
            if (_filter.Passes(MadeInstants.Of("hall", frame, 1, 2)))
                progress.Added();
        progress.Tick(0, 0, TimeSpan.Zero);
        Assert.Empty(_error.ToString());
        _clock.Advance(TimeSpan.FromSeconds(10));
        progress.Tick(0, 1_234_567, TimeSpan.Zero);
        progress.Tick(0, 1_234_567, TimeSpan.Zero);
        Assert.Equal($"recorded 300 instants, 2 people, 10.0 s, 1.2 MB{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public void Progress_says_what_is_wrong_with_the_records()
    {
        var progress = new RecordProgress(_error, _filter, _clock);
        foreach (var (rig, frame) in (ReadOnlySpan<(string, long)>)[("hall", 1), ("hall", 0), ("lab", 0)])
            if (_filter.Passes(MadeInstants.Of(rig, frame, 1)))
                progress.Added();
        _clock.Advance(TimeSpan.FromSeconds(10));
        progress.Tick(2000, 900, TimeSpan.FromSeconds(12));
        Assert.Equal(
            $"recorded 2 instants, 2 people, 0.0 s, 0.9 kB, of 2 sources; 1 came too late; 2,000 are waiting; no record for 12 s{Environment.NewLine}",
            _error.ToString()
        );
    }

    [Fact]
    public void Warning_is_a_line_of_its_own()
    {
        var progress = new RecordProgress(_error, _filter, _clock);
        progress.WriteLine("warning: something");
        progress.Clear();
        Assert.Equal($"warning: something{Environment.NewLine}", _error.ToString());
    }
}
