using System.Diagnostics.Metrics;
using System.Text;
using StreamLift.Lanes;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class FrameRecordDecoderTests : IDisposable
{
    private readonly DecoderParts _parts = new();

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void Frame_already_late_when_read_takes_no_batch_row_but_advances_the_offset()
    {
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));
        var decoder = Decoder("image", TimeSpan.FromSeconds(1));
        Add(decoder, 0, Frame(8_999));
        Add(decoder, 1, Frame(9_000));
        // This frame becomes late between decoding and the batch.
        Decode(decoder, Frame(9_500));
        _parts.Clock.Advance(TimeSpan.FromSeconds(1));
        _parts.Batch.Add(new AssignedPartition("in", 0, 0), 2, 0);
        decoder.AddTo(_parts.Batch, new RecordOrigin(2, null));

        Assert.Equal((3, 1, 2), (_parts.Batch.Count, _parts.Batch.Rows, _parts.Batch.LateFrames));
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(_parts.Batch.FramesOf));
        Assert.Equal(3, _parts.Batch.Slices[^1].NextOffset);
    }

    [Fact]
    public void List_record_stays_one_record_and_only_its_late_frames_lose_their_people()
    {
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));
        Add(Decoder("image", TimeSpan.FromSeconds(1)), 41, $"[{Frame(9_500)},{Frame(8_000)},{Frame(9_600)}]");

        Assert.Equal((1, 3, 2, 1), (_parts.Batch.Count, _parts.Batch.FrameCount, _parts.Batch.Rows, _parts.Batch.LateFrames));
        Assert.True(_parts.Batch.IsList(0));
        Assert.Equal([(9_500, 1), (8_000, 0), (9_600, 1)], _parts.Batch.Frames(0).ToArray().Select(frame => (frame.TimestampMs, frame.People)));
        Assert.Equal(42, Assert.Single(_parts.Batch.Slices.ToArray()).NextOffset);
    }

    [Fact]
    public void List_record_with_one_bad_frame_is_rejected_whole()
    {
        var rejection = Decoder("image")
            .Decode(new RecordContext(InputEncoding.Json), Encoding.UTF8.GetBytes($"[{Frame(1)},{Frame(2).Replace("h36m17", "none")}]"), out var detail);
        Assert.Equal(Rejection.UnknownLayout, rejection);
        Assert.StartsWith("frame 2 of 2: layout \"none\" is not known", detail);
    }

    [Fact]
    public void List_record_with_a_stream_that_lacks_its_camera_is_rejected_naming_the_frame()
    {
        var list = $"[{Frame(1).Replace("cam-1", "S9/Walking 1/54138969")},{Frame(1)}]";
        Assert.Equal(Rejection.NoCamera, Decoder("rays").Decode(new RecordContext(InputEncoding.Json), Encoding.UTF8.GetBytes(list), out var detail));
        Assert.StartsWith("frame 2 of 2: the model's features 'rays' need a camera", detail);
    }

    [Fact]
    public void Content_tells_the_encoding_where_it_is_to_be_found_automatically()
    {
        var decoder = Decoder("image");
        var frame = new KeypointFrame();
        frame.Begin("cam-1"u8, 1, 1, Skeletons.H36m17, 0, 0);
        var context = new RecordContext(InputEncoding.Auto);
        foreach (var encoding in Enum.GetValues<WireEncoding>())
        {
            Assert.Equal(Rejection.None, decoder.Decode(context, new FrameEncoder().Encode(encoding, frame), out _));
            Assert.Equal(encoding, decoder.Encoding);
        }
    }

    [Fact]
    public void Person_that_is_wrong_is_counted_by_reason_and_the_others_keep_their_rows()
    {
        var reasons = new List<object?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Scope == _parts.Meters && instrument.Name == "streamlift.people.rejected")
                it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => reasons.Add(tags[0].Value));
        listener.Start();
        var good = Frame(1);
        Add(Decoder("image"), 0, good.Replace("[{", "[{\"keypoints\":[1,2]},{\"id\":5,\"keypoints\":null},{"));
        _parts.Telemetry.Lifted(_parts.Batch, TimeSpan.Zero);

        Assert.Equal((3, 1, 2), (_parts.Batch.People(_parts.Batch.Frames(0)[0]).Length, _parts.Batch.Rows, _parts.Batch.RejectedPeople));
        Assert.Equal([0L, 5, 2], _parts.Batch.People(_parts.Batch.Frames(0)[0]).ToArray().Select(person => person.Id));
        Assert.Equal(["keypoint-count", "missing-field"], reasons);
    }

    [Fact]
    public void Strict_decoder_rejects_a_record_with_a_person_that_is_wrong()
    {
        var context = _parts.Context();
        var body = Encoding.UTF8.GetBytes(Frame(1).Replace("[{", "[{\"keypoints\":[1,2]},{"));
        var decoder = new FrameRecordDecoder(context with { Strict = true });
        Assert.Equal(Rejection.KeypointCount, decoder.Decode(new RecordContext(InputEncoding.Json), body, out var detail));
        Assert.StartsWith("people[0].keypoints has 2 numbers", detail);
    }

    [Fact]
    public void Output_bound_grows_with_the_people_of_a_record()
    {
        var decoder = Decoder("image");
        Decode(decoder, Frame(1));
        var one = decoder.MaxOutputBytes;
        Decode(decoder, $"[{Frame(1)},{Frame(2)}]");
        Assert.Equal(2 * one, decoder.MaxOutputBytes);
    }

    [Fact]
    public void Batch_keeps_the_model_that_was_served_when_it_began()
    {
        var models = new ServedModel(Stages.Model(Cards.Of("image")));
        var decoder = new FrameRecordDecoder(_parts.Context(models));
        Add(decoder, 0, Frame(1));
        var before = models.Current;
        models.Replace(Stages.Model(Cards.Of("image")));
        Add(decoder, 1, Frame(2));
        Assert.Same(before, _parts.Batch.General.FilledFor);
        _parts.Batch.Clear();
        _parts.Batch.General.FilledFor = null;
        Add(decoder, 2, Frame(3));
        Assert.Same(models.Current, _parts.Batch.General.FilledFor);
    }

    private FrameRecordDecoder Decoder(string features, TimeSpan limit = default) =>
        new(_parts.Context(new ServedModel(Stages.Model(Cards.Of(features))), limit));

    private void Add(FrameRecordDecoder decoder, long offset, string body)
    {
        Decode(decoder, body);
        _parts.Batch.Add(new AssignedPartition("in", 0, 0), offset, 0);
        decoder.AddTo(_parts.Batch, new RecordOrigin(offset, null));
    }

    private static void Decode(FrameRecordDecoder decoder, string body) =>
        Assert.True(decoder.Decode(new RecordContext(InputEncoding.Json), Encoding.UTF8.GetBytes(body), out var detail) == Rejection.None, detail);

    private static string Frame(long timestampMs)
    {
        var keypoints = string.Join(',', Enumerable.Repeat("400,300,0.9", 17));
        return $$"""{"stream":"cam-1","frame":0,"timestampMs":{{timestampMs}},"layout":"h36m17","people":[{"keypoints":[{{keypoints}}]}]}""";
    }
}
