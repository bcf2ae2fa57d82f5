using FsCheck;
using FsCheck.Fluent;

namespace StreamLift.Faults.Tests;

public sealed class OracleTests
{
    [Fact]
    public void Delivery_oracle_reports_no_fault_when_every_frame_arrives_in_order() => Assert.Equal(new Verdict(4, 0, 0, 0, 0), Of(4, 0, 1, 2, 3));

    [Fact]
    public void Delivery_oracle_counts_a_frame_that_never_arrives_as_missing() => Assert.Equal(new Verdict(4, 1, 0, 0, 0), Of(4, 0, 1, 3));

    [Fact]
    public void Delivery_oracle_counts_the_last_frames_that_never_arrive_as_missing() => Assert.Equal(new Verdict(4, 2, 0, 0, 0), Of(4, 0, 1));

    [Fact]
    public void Delivery_oracle_counts_a_frame_that_arrives_twice_as_doubled() => Assert.Equal(new Verdict(4, 0, 1, 0, 0), Of(4, 0, 1, 1, 2, 3));

    [Fact]
    public void Delivery_oracle_expects_a_frame_sent_twice_to_arrive_twice()
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
    public void Delivery_oracle_counts_a_replay_from_an_earlier_offset_as_doubled_not_reordered() =>
        Assert.Equal(new Verdict(5, 0, 2, 0, 0), Of(5, 0, 1, 2, 1, 2, 3, 4));

    [Fact]
    public void Delivery_oracle_counts_two_swapped_frames_as_one_reordering() => Assert.Equal(new Verdict(4, 0, 0, 1, 0), Of(4, 0, 2, 1, 3));

    [Fact]
    public void Delivery_oracle_counts_a_frame_first_seen_in_a_replay_out_of_order_as_reordered() =>
        Assert.Equal(new Verdict(4, 0, 2, 1, 0), Of(4, 0, 2, 0, 1, 2, 3));

    [Fact]
    public void Delivery_oracle_counts_a_frame_that_was_never_sent_as_unexpected() => Assert.Equal(new Verdict(2, 0, 0, 0, 1), Of(2, 0, 1, 7));

    [Fact]
    public void Delivery_oracle_checks_order_within_each_stream_and_not_between_streams()
    {
        var oracle = new Oracle([("a", 0), ("a", 1), ("b", 0), ("b", 1)]);
        foreach (var (stream, frame) in new[] { ("b", 0L), ("b", 1), ("a", 0), ("a", 1) })
            oracle.See(stream, frame);
        Assert.Equal(new Verdict(4, 0, 0, 0, 0), oracle.Verdict);
    }

    [Fact]
    public void Delivery_oracle_counts_any_mix_of_missing_and_doubled_frames() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), copies =>
            {
                // frame i comes copies[i] % 3 times in a row
                var sent = copies.SelectMany((count, frame) => Enumerable.Repeat(frame, count % 3)).Select(frame => (long)frame).ToArray();
                return Of(copies.Length, sent) == new Verdict(copies.Length, copies.Count(c => c % 3 == 0), copies.Count(c => c % 3 == 2), 0, 0);
            })
            .QuickCheckThrowOnFailure();

    private static Verdict Of(int frames, params long[] seen)
    {
        var oracle = new Oracle(Enumerable.Range(0, frames).Select(frame => ("cam", (long)frame)));
        foreach (var frame in seen)
            oracle.See("cam", frame);
        return oracle.Verdict;
    }
}
