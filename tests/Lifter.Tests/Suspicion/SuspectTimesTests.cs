namespace StreamLift.Lifter.Tests.Suspicion;

/// <summary>Suspicions about the times of frames, and what looks like them and is right.</summary>
public sealed class SuspectTimesTests : IDisposable
{
    private readonly Watched _stream = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public void Timestamp_in_seconds_is_told_at_the_first_frame()
    {
        _stream.Timestamp = ms => ms / 1000;
        _stream.Send();
        Says("timestampMs is 1772366400: as Unix ms that is 21 January 1970; as seconds it is 1 March 2026: multiply by 1000");
    }

    [Fact]
    public void Clock_that_is_an_hour_ahead_is_told_as_a_time_zone()
    {
        _stream.Timestamp = ms => ms + 3_600_000;
        _stream.Send(12);
        Says("timestampMs is 1 h 0 min ahead of this machine's clock: check the camera's time zone");
    }

    [Fact]
    public void Clock_that_is_minutes_ahead_is_told_as_a_clock()
    {
        _stream.Timestamp = ms => ms + 125_500;
        _stream.Send(12);
        Says("timestampMs is 2 min 5 s ahead of this machine's clock: check both clocks");
    }

    [Fact]
    public void Clock_that_is_four_seconds_ahead_is_right()
    {
        _stream.Timestamp = ms => ms + 4_000;
        _stream.Send(600);
        Assert.Empty(_stream.Lines);
    }

    [Fact]
    public void Times_that_are_two_hours_behind_those_of_the_records_are_told()
    {
        _stream.Timestamp = ms => ms - 7_200_000;
        _stream.RecordBehindMs = 15;
        _stream.Send(3000);
        Says("timestampMs is 2 h behind the record's own timestamp in every frame: a time zone is likely added");
    }

    [Theory]
    [InlineData(5_400_123)]
    [InlineData(300_000)]
    [InlineData(86_400_000L * 30)]
    public void Recording_that_is_sent_some_time_later_is_right(long behindMs)
    {
        // Sent twice as fast as recorded: the distance changes.
        var start = _stream.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        _stream.Timestamp = ms => start - behindMs + (2 * (ms - start));
        _stream.RecordBehindMs = 0;
        _stream.Send(3000);
        Assert.Empty(_stream.Lines);
    }

    private void Says(string text) => Assert.Contains(text, Assert.Single(_stream.Lines), StringComparison.Ordinal);
}
