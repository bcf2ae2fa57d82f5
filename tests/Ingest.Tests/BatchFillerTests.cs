using System.Text;
using Confluent.Kafka;
using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Tests;
using StreamLift.Wire;

namespace StreamLift.Ingest.Tests;

public sealed class BatchFillerTests
{
    private readonly ManualClock _clock = new();
    private readonly RecordReader _reader = new(SkeletonCatalogue.BuiltIn, new WireLimits(), WireEncoding.Json, new StreamViews("", Cards.Of("image"), null));
    private readonly LiftBatch _batch = new(8, 34);

    [Fact]
    public void A_frame_that_is_late_when_it_is_read_takes_no_row_and_its_offset_counts_all_the_same()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        var filler = new BatchFiller(SkeletonCatalogue.BuiltIn, Cards.Of("image"), new Deadline(TimeSpan.FromSeconds(1), _clock));
        Add(filler, 0, 8_999);
        Add(filler, 1, 9_000);
        // it waited for a batch since it was decoded
        Read(9_500);
        _clock.Advance(TimeSpan.FromSeconds(1));
        filler.Add(_batch, _reader, new Origin("in", 0, 0), 2, null, 0);

        Assert.Equal((3, 1, 2), (_batch.Count, _batch.Rows, _batch.Late));
        Assert.Equal([true, false, true], _batch.Arrivals.ToArray().Select(arrival => _batch.IsLeftOut(arrival)));
        Assert.Equal(3, _batch.Marks[^1].NextOffset);
    }

    private void Add(BatchFiller filler, long offset, long timestampMs)
    {
        Read(timestampMs);
        filler.Add(_batch, _reader, new Origin("in", 0, 0), offset, null, 0);
    }

    private void Read(long timestampMs)
    {
        var keypoints = string.Join(',', Enumerable.Repeat("400,300,0.9", 17));
        _reader.Deserialize([], true, new SerializationContext(MessageComponentType.Key, "in"));
        _reader.Deserialize(
            Encoding.UTF8.GetBytes($$"""{"stream":"cam-1","frame":0,"timestampMs":{{timestampMs}},"layout":"h36m17","people":[{"keypoints":[{{keypoints}}]}]}"""),
            false, new SerializationContext(MessageComponentType.Value, "in"));
        Assert.Equal("", _reader.Detail);
    }
}
