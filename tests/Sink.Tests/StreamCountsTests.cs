using System.Text;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;

namespace StreamLift.Sink.Tests;

public sealed class StreamCountsTests
{
    private readonly StreamCounts _counts = new();

    [Fact]
    public void Late_frames_are_counted_by_stream_and_other_frames_are_not()
    {
        _counts.Add(Batch(("cam-1", 5), ("cam-2", 5), ("cam-1", 10), ("cam-1", 6)));
        _counts.Add(Batch(("cam-2", 9), ("cam-3", 10)));
        Assert.Equal([("cam-1", 2), ("cam-2", 2)], _counts.Read());
        _counts.Clear();
        Assert.Empty(_counts.Read());
    }

    [Fact]
    public void Stream_counts_name_at_most_100_streams_and_none_with_a_very_long_name()
    {
        var streams = Enumerable.Range(0, 150).Select(i => ($"cam-{i}", 0L));
        _counts.Add(Batch([(new string('x', 129), 0), .. streams, .. streams, ("cam-5", 0)]));
        var read = _counts.Read().ToDictionary();
        Assert.Equal(101, read.Count);
        Assert.Equal((3, 2, 101), (read["cam-5"], read["cam-99"], read[""]));
    }

    [Fact]
    public void Stream_counts_are_added_to_stream_counts()
    {
        _counts.Add(Batch(("cam-1", 0)));
        var more = new StreamCounts();
        more.Add(Batch(("cam-2", 0), ("cam-1", 0), (new string('x', 129), 0)));
        _counts.Add(more);
        Assert.Equal([("cam-1", 2), ("cam-2", 1), ("", 1)], _counts.Read());
    }

    [Fact]
    public void Stream_counts_of_known_streams_allocate_nothing()
    {
        var batch = Batch([.. Enumerable.Range(0, 200).Select(i => ($"cam-{i % 90}", 0L))]);
        _counts.Add(batch);
        _counts.Add(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _counts.Add(batch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // those captured before 10 are late
    private static LiftBatch Batch(params (string Stream, long TimestampMs)[] frames)
    {
        var batch = new LiftBatch(1, 34);
        foreach (var (stream, timestampMs) in frames)
        {
            batch.Add(new AssignedPartition("in", 0, 0), batch.Count, 0);
            batch.AddFrame(Encoding.UTF8.GetBytes(stream), 0, timestampMs, oldest: 10);
        }

        return batch;
    }
}
