using System.Text;
using StreamLift.Tests;

namespace StreamLift.Lanes.Tests;

public sealed class StreamCountsTests
{
    private readonly StreamCounts _counts = new();

    [Fact]
    public void Frames_are_counted_by_stream()
    {
        Assert.Empty(_counts.Read());
        Count(_counts, "cam-1", "cam-2", "cam-1", "cam-2");
        Assert.Equal([("cam-1", 2), ("cam-2", 2)], _counts.Read());
    }

    [Fact]
    public void Stream_counts_name_at_most_100_streams_and_none_with_a_very_long_name()
    {
        var streams = Enumerable.Range(0, 150).Select(i => $"cam-{i}").ToList();
        Count(_counts, [new string('x', 129), .. streams, .. streams, "cam-5"]);
        var read = _counts.Read().ToDictionary();
        Assert.Equal(101, read.Count);
        Assert.Equal((3, 2, 101), (read["cam-5"], read["cam-99"], read[""]));
    }

    [Fact]
    public void Stream_counts_are_added_to_stream_counts()
    {
        Count(_counts, "cam-1");
        var more = new StreamCounts();
        Count(more, "cam-2", "cam-1", new string('x', 129));
        _counts.Add(more);
        Assert.Equal([("cam-1", 2), ("cam-2", 1), ("", 1)], _counts.Read());
    }

    [Fact]
    public void Stream_counts_of_known_streams_allocate_nothing()
    {
        var names = Enumerable.Range(0, 200).Select(i => Encoding.UTF8.GetBytes($"cam-{i % 90}")).ToArray();
        Assert.Equal(0, Allocations.Of(Round));

        void Round()
        {
            foreach (var name in names)
                _counts.Add(name, 1);
        }
    }

    private static void Count(StreamCounts counts, params IEnumerable<string> streams)
    {
        foreach (var stream in streams)
            counts.Add(Encoding.UTF8.GetBytes(stream), 1);
    }
}
