using FsCheck;
using FsCheck.Fluent;

namespace StreamLift.Faults.Tests;

public sealed class OracleTests
{
    [Fact]
    public void All_in_order_is_nothing_to_report() => Assert.Equal(new Verdict(4, 0, 0, 0, 0), Of(4, 0, 1, 2, 3));

    [Fact]
    public void A_frame_that_never_comes_is_missing() => Assert.Equal(new Verdict(4, 1, 0, 0, 0), Of(4, 0, 1, 3));

    [Fact]
    public void The_last_frames_that_never_come_are_missing() => Assert.Equal(new Verdict(4, 2, 0, 0, 0), Of(4, 0, 1));

    [Fact]
    public void A_frame_that_comes_twice_is_doubled() => Assert.Equal(new Verdict(4, 0, 1, 0, 0), Of(4, 0, 1, 1, 2, 3));

    [Fact]
    public void One_that_was_sent_twice_ought_to_come_twice()
    {
        Assert.Equal(new Verdict(3, 1, 0, 0, 0), Seen(0, 1));
        Assert.Equal(new Verdict(3, 0, 0, 0, 0), Seen(0, 1, 0));
        Assert.Equal(new Verdict(3, 0, 1, 0, 0), Seen(0, 1, 0, 0));

        static Verdict Seen(params long[] seen)
        {
            var oracle = new Oracle([("cam", 0), ("cam", 1), ("cam", 0)]);
            foreach (var frame in seen)
                oracle.See("cam", frame);
            return oracle.Verdict;
        }
    }

    [Fact]
    public void A_replay_from_an_earlier_offset_is_doubled_and_not_reordered() => Assert.Equal(new Verdict(5, 0, 2, 0, 0), Of(5, 0, 1, 2, 1, 2, 3, 4));

    [Fact]
    public void Two_frames_that_change_places_are_reordered_once() => Assert.Equal(new Verdict(4, 0, 0, 1, 0), Of(4, 0, 2, 1, 3));

    [Fact]
    public void A_frame_first_seen_within_a_replay_after_its_successor_is_reordered() => Assert.Equal(new Verdict(4, 0, 2, 1, 0), Of(4, 0, 2, 0, 1, 2, 3));

    [Fact]
    public void A_frame_nobody_sent_is_unexpected() => Assert.Equal(new Verdict(2, 0, 0, 0, 1), Of(2, 0, 1, 7));

    [Fact]
    public void Streams_have_an_order_each_and_none_between_them()
    {
        var oracle = new Oracle([("a", 0), ("a", 1), ("b", 0), ("b", 1)]);
        foreach (var (stream, frame) in new[] { ("b", 0L), ("b", 1), ("a", 0), ("a", 1) })
            oracle.See(stream, frame);
        Assert.Equal(new Verdict(4, 0, 0, 0, 0), oracle.Verdict);
    }

    [Fact]
    public void Whatever_is_left_out_and_repeated_is_counted() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        copies =>
        {
            // frame i comes copies[i] % 3 times in a row
            var sent = copies.SelectMany((count, frame) => Enumerable.Repeat(frame, count % 3)).Select(frame => (long)frame).ToArray();
            return Of(copies.Length, sent) == new Verdict(copies.Length, copies.Count(c => c % 3 == 0), copies.Count(c => c % 3 == 2), 0, 0);
        }).QuickCheckThrowOnFailure();

    private static Verdict Of(int frames, params long[] seen)
    {
        var oracle = new Oracle(Enumerable.Range(0, frames).Select(frame => ("cam", (long)frame)));
        foreach (var frame in seen)
            oracle.See("cam", frame);
        return oracle.Verdict;
    }
}
