using StreamLift.Host.Brokers;
using StreamLift.Host.Record.Reading;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Record;

public sealed class TopicPositionTests
{
    [Fact]
    public void Words_times_and_offsets_are_told_apart()
    {
        Assert.True(TopicPosition.ParseFrom("Earliest").IsEarliest);
        Assert.True(TopicPosition.ParseFrom("latest").IsLatest);
        Assert.True(TopicPosition.ParseTo("END").IsLatest);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), TopicPosition.ParseFrom("2026-01-31T12:00:00Z").Time);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), TopicPosition.ParseTo("2026-01-31 12:00").Time);
        Assert.Equal(new Dictionary<int, long> { [0] = 12, [3] = 9_000_000_000 }, TopicPosition.ParseFrom("0/12,3/9000000000").Offsets);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("end")]
    [InlineData("1200")]
    [InlineData("0/1,0/2")]
    [InlineData("0/-1")]
    [InlineData("99999999999/1")]
    public void Other_begins_are_refused_in_one_line_that_names_them(string text) =>
        Assert.StartsWith($"--from {text}: ", Assert.Single(Assert.Throws<ConfigurationException>(() => TopicPosition.ParseFrom(text)).Problems));

    [Fact]
    public void Partition_is_read_until_the_record_before_its_end_or_an_end_at_or_after_it()
    {
        var left = new PartitionsLeft(
            new Dictionary<int, long>
            {
                [0] = 3,
                [1] = 5,
                [2] = 2,
                [3] = 9,
            },
            new Dictionary<int, long>
            {
                [0] = 1,
                [1] = 0,
                [2] = 2,
            }
        );
        Assert.Equal([0, 1], left.Open.Order());
        Assert.True(left.Passes(0, 1, isEnd: false));
        Assert.Null(left.JustClosed);
        Assert.True(left.Passes(0, 2, isEnd: false));
        Assert.Equal(0, left.JustClosed);
        Assert.False(left.Passes(0, 3, isEnd: false)); // it came with those before
        Assert.Null(left.JustClosed);
        Assert.False(left.Passes(1, 4, isEnd: true)); // the end so far, of records that are not all committed
        Assert.False(left.Passes(1, 5, isEnd: true));
        Assert.Equal(1, left.JustClosed);
        Assert.Empty(left.Open);
    }
}
