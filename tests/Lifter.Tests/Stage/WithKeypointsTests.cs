using System.Text;
using StreamLift.Lanes;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Tests.Stage;

/// <summary><c>run --with-keypoints</c>: from the decoder to the encoder.</summary>
public sealed class WithKeypointsTests : IDisposable
{
    private readonly DecoderParts _parts = new();
    private readonly PoseFrames _read = new();

    public void Dispose() => _parts.Dispose();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Output_carries_the_keypoints_as_they_came_their_layout_and_the_image(WireEncoding encoding)
    {
        var frame = new KeypointFrame();
        frame.Begin("cam-1"u8, 7, 30, Skeletons.Coco17, 1280, 720);
        float[] keypoints = [.. Enumerable.Range(0, 51).Select(i => i % 3 == 2 ? 0.9f : 100 + (3.25f * i))];
        keypoints.AsSpan(0, 3).Clear(); // not seen
        keypoints[5] = 0.02f; // below the layout's limit, but still what the detector said
        frame.AddPerson(4, 0.5f, keypoints);

        var poses = Lift(new FrameEncoder().Encode(encoding, frame), encoding)[0];

        Assert.Equal(("coco17", 1280, 720), (poses.InputLayout, poses.Width, poses.Height));
        Assert.Equal(keypoints, poses.Keypoints(0).ToArray());
        Assert.True(poses.Lifted(0));
    }

    [Fact]
    public void Person_with_too_few_joints_has_its_keypoints_and_a_malformed_one_has_none()
    {
        var few = string.Join(',', Enumerable.Range(0, 17).Select(joint => joint < 2 ? "10,20,1" : "null,null,0"));
        var poses = Lift($$"""{"stream":"s","frame":1,"timestampMs":2,"layout":"coco17","people":[{"keypoints":[{{few}}]},{"keypoints":[1,2]}]}""")[0];

        Assert.Equal(["too-few-joints", "keypoint-count"], Enumerable.Range(0, 2).Select(poses.Rejected));
        Assert.Equal([10, 20, 1, 10, 20, 1, 0, 0, 0], poses.Keypoints(0)[..9].ToArray());
        Assert.True(poses.Keypoints(1).IsEmpty);
        Assert.Equal((0, 0), (poses.Width, poses.Height)); // nobody gave the size
    }

    [Fact]
    public void Normalised_keypoints_go_out_as_pixels_in_a_list_of_frames_of_several_layouts()
    {
        var half = string.Join(',', Enumerable.Repeat("0.5,0.25,1", 17));
        var pixels = string.Join(',', Enumerable.Repeat("5,6,1", 17));
        var poses = Lift(
            $$"""
            [{"stream":"a","frame":1,"timestampMs":2,"layout":"coco17","image":[1000,400],"normalised":true,"people":[{"keypoints":[{{half}}]}]},
             {"stream":"b","frame":2,"timestampMs":2,"layout":"h36m17","image":[640,480],"people":[{"keypoints":[{{pixels}}]}]}]
            """
        );

        Assert.Equal([("coco17", 1000), ("h36m17", 640)], Enumerable.Range(0, 2).Select(i => (poses[i].InputLayout, poses[i].Width)));
        Assert.Equal([500, 100, 1], poses[0].Keypoints(0)[48..].ToArray());
        Assert.Equal([5, 6, 1], poses[1].Keypoints(0)[48..].ToArray());
    }

    [Fact]
    public void Output_without_the_option_has_no_keypoints()
    {
        var row = string.Join(',', Enumerable.Repeat("5,6,1", 17));
        var body = $$"""{"stream":"s","frame":1,"timestampMs":2,"layout":"coco17","image":[640,480],"people":[{"keypoints":[{{row}}]}]}""";
        var poses = Lift(Encoding.UTF8.GetBytes(body), WireEncoding.Json, withKeypoints: false)[0];
        Assert.Equal(("", 0, 0), (poses.InputLayout, poses.Width, poses.Keypoints(0).Length));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Foreseen_output_size_is_an_upper_bound_with_keypoints(WireEncoding encoding)
    {
        var frame = new KeypointFrame();
        frame.Begin("cam-1"u8, 7, 30, Skeletons.Wholebody133, 1280, 720);
        frame.AddPerson(4, 0.5f, [.. Enumerable.Range(0, 399).Select(i => i % 3 == 2 ? 0.123456789f : 12345.678f)]);
        frame.AddPerson(5, 0.5f, [.. Enumerable.Range(0, 399).Select(i => i % 3 == 2 ? 1.0123456e-9f : -123456.78f)]);
        var decoder = new FrameRecordDecoder(_parts.Context() with { WithKeypoints = true });
        var poses = Output(decoder, new FrameEncoder().Encode(encoding, frame), encoding);
        Assert.InRange(poses.Length, 5000 / (encoding == WireEncoding.Json ? 1 : 2), decoder.MaxOutputBytes);
    }

    [Fact]
    public void Batch_that_keeps_keypoints_allocates_nothing_once_it_has_grown()
    {
        var frame = new KeypointFrame();
        frame.Begin("cam-1"u8, 7, 30, Skeletons.Coco17, 1280, 720);
        frame.AddPerson(4, 0.5f, [.. Enumerable.Repeat(0.5f, 51)]);
        frame.IsNormalised = true;
        var body = new FrameEncoder().Encode(WireEncoding.Json, frame).ToArray();
        var decoder = new FrameRecordDecoder(_parts.Context() with { WithKeypoints = true });
        var (encoder, output) = (new PoseRecordEncoder(), new CountingOutput());
        var partition = new AssignedPartition("in", 0, 0);
        const int most = 100 * 200; // a batch's list of partitions is made anew for each batch
        Assert.InRange(Allocations.Of(() => Round(100), most), 0, most);
        Assert.True(output.Bytes > 100_000);

        void Round(int batches)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                for (var record = 0; record < 50; record++)
                {
                    decoder.Decode(new RecordContext(InputEncoding.Json), body, out _);
                    _parts.Batch.Add(partition, record, 0);
                    decoder.AddTo(_parts.Batch, new RecordOrigin(record, null));
                }

                for (var record = 0; record < 50; record++)
                    encoder.Encode(_parts.Batch, record, output);
                _parts.Batch.Clear();
            }
        }
    }

    private PoseFrames Lift(string json) => Lift(Encoding.UTF8.GetBytes(json), WireEncoding.Json);

    private PoseFrames Lift(ReadOnlySpan<byte> body, WireEncoding encoding, bool withKeypoints = true)
    {
        var decoder = new FrameRecordDecoder(_parts.Context() with { WithKeypoints = withKeypoints });
        Assert.True(new PoseDecoder().TryDecode(encoding, Output(decoder, body, encoding), _read, out var error), error.Detail);
        return _read;
    }

    private byte[] Output(FrameRecordDecoder decoder, ReadOnlySpan<byte> body, WireEncoding encoding)
    {
        Assert.Equal(Rejection.None, decoder.Decode(new RecordContext(InputEncoding.Auto), body, out var detail));
        Assert.Equal("", detail);
        _parts.Batch.Add(new AssignedPartition("in", 0, 0), 0, 0);
        decoder.AddTo(_parts.Batch, new RecordOrigin(0, null));
        _parts.Batch.Output.AsSpan().Fill(1234.5f);
        var output = new CountingOutput { Encoding = encoding };
        new PoseRecordEncoder().Encode(_parts.Batch, 0, output);
        return output.Value.ToArray();
    }

    private sealed class CountingOutput : IOutputWriter
    {
        private readonly byte[] _value = new byte[1 << 16];
        private int _length;

        public WireEncoding Encoding { get; init; }

        public long Bytes { get; private set; }

        public ReadOnlySpan<byte> Value => _value.AsSpan(0, _length);

        public WireEncoding EncodingFor(in InputRecord record) => Encoding;

        public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => WriteKeyed(key, value);

        public void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            value.CopyTo(_value);
            _length = value.Length;
            Bytes += value.Length;
        }
    }
}
