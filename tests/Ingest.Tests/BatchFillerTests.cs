using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Ingest.Records;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;
using StreamLift.Wire;

namespace StreamLift.Ingest.Tests;

public sealed class BatchFillerTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly RecordDeserializer _reader = new(
        SkeletonCatalogue.BuiltIn,
        new WireLimits(),
        WireEncoding.Json,
        new StreamCameraResolver("", Cards.Of("image"), null)
    );
    private readonly LiftBatch _batch = new(8, 34);

    [Fact]
    public void Frame_already_late_when_read_takes_no_batch_row_but_advances_the_offset()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        var filler = new BatchBuilder(SkeletonCatalogue.BuiltIn, Cards.Of("image"), new Deadline(TimeSpan.FromSeconds(1), _clock));
        Add(filler, 0, 8_999);
        Add(filler, 1, 9_000);
        // it waited for a batch since it was decoded
        Read(9_500);
        _clock.Advance(TimeSpan.FromSeconds(1));
        filler.Add(_batch, _reader, new AssignedPartition("in", 0, 0), 2, null, 0);

        Assert.Equal((3, 1, 2), (_batch.Count, _batch.Rows, _batch.LateFrames));
        Assert.Equal([true, false, true], _batch.Records.ToArray().Select(arrival => _batch.IsDropped(arrival)));
        Assert.Equal(3, _batch.EndOffsets[^1].NextOffset);
    }

    [Fact]
    public void List_record_stays_one_record_and_only_its_late_frames_lose_their_people()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        var filler = new BatchBuilder(SkeletonCatalogue.BuiltIn, Cards.Of("image"), new Deadline(TimeSpan.FromSeconds(1), _clock));
        Decode($"[{Frame(9_500)},{Frame(8_000)},{Frame(9_600)}]");
        filler.Add(_batch, _reader, new AssignedPartition("in", 0, 0), 41, null, 0);

        Assert.Equal((1, 3, 2, 1), (_batch.Count, _batch.Frames, _batch.Rows, _batch.LateFrames));
        Assert.True(_batch.Records[0].IsList);
        Assert.Equal([(9_500, 1), (8_000, 0), (9_600, 1)], _batch.FramesOf(_batch.Records[0]).ToArray().Select(frame => (frame.TimestampMs, frame.People)));
        Assert.Equal(42, Assert.Single(_batch.EndOffsets).NextOffset);
    }

    [Fact]
    public void List_record_with_one_bad_frame_is_rejected_whole_with_its_bytes()
    {
        var body = $"[{Frame(1)},{Frame(2).Replace("h36m17", "none")}]";
        Decode(body);
        new BatchBuilder(SkeletonCatalogue.BuiltIn, Cards.Of("image"), new Deadline(TimeSpan.Zero, _clock)).Add(
            _batch,
            _reader,
            new AssignedPartition("in", 0, 0),
            0,
            null,
            0
        );

        var arrival = Assert.Single(_batch.Records.ToArray());
        Assert.Equal((Rejection.UnknownLayout, 0, 0), (arrival.Rejection, _batch.Frames, _batch.Rows));
        Assert.StartsWith("frame 2 of 2: layout \"none\" is not known", arrival.Detail);
        Assert.Equal(body, Encoding.UTF8.GetString(_batch.Bytes(arrival.Value)));
    }

    [Fact]
    public void List_record_with_a_stream_that_lacks_its_camera_is_rejected_naming_the_frame()
    {
        var reader = new RecordDeserializer(
            SkeletonCatalogue.BuiltIn,
            new WireLimits(),
            WireEncoding.Json,
            new StreamCameraResolver("", Cards.Of("rays"), null)
        );
        reader.Deserialize(
            Encoding.UTF8.GetBytes($"[{Frame(1).Replace("cam-1", "S9/Walking 1/54138969")},{Frame(1)}]"),
            false,
            new SerializationContext(MessageComponentType.Value, "in")
        );
        Assert.Equal(Rejection.NoCamera, reader.Rejection);
        Assert.StartsWith("frame 2 of 2: the model's features 'rays' take a camera", reader.Detail);
    }

    private void Add(BatchBuilder filler, long offset, long timestampMs)
    {
        Read(timestampMs);
        filler.Add(_batch, _reader, new AssignedPartition("in", 0, 0), offset, null, 0);
    }

    private void Read(long timestampMs)
    {
        Decode(Frame(timestampMs));
        Assert.Equal("", _reader.Detail);
    }

    private void Decode(string body)
    {
        _reader.Deserialize([], true, new SerializationContext(MessageComponentType.Key, "in"));
        _reader.Deserialize(Encoding.UTF8.GetBytes(body), false, new SerializationContext(MessageComponentType.Value, "in"));
    }

    private static string Frame(long timestampMs)
    {
        var keypoints = string.Join(',', Enumerable.Repeat("400,300,0.9", 17));
        return $$"""{"stream":"cam-1","frame":0,"timestampMs":{{timestampMs}},"layout":"h36m17","people":[{"keypoints":[{{keypoints}}]}]}""";
    }
}
