using System.Text;
using StreamLift.Lanes;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class DetectorRecordsTests : IDisposable
{
    private const string Own = """{"stream":"cam-1","frame":5,"timestampMs":9,"layout":"coco17","people":[]}""";
    private static readonly string Joints = string.Join(',', Enumerable.Repeat("400,300,0.9", 25));
    private static readonly string OpenPose = $$"""{"version":1.3,"people":[{"person_id":[-1],"pose_keypoints_2d":[{{Joints}}]}]}""";

    private readonly DecoderParts _parts = new();

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void OpenPose_record_has_its_key_as_stream_and_its_offset_and_timestamp()
    {
        var decoder = Decoder();
        Assert.Equal(Rejection.None, decoder.Decode(Record("hall"), Encoding.UTF8.GetBytes(OpenPose), out _));
        _parts.Batch.Add(new AssignedPartition("in", 0, 0), 41, 0);
        decoder.AddTo(_parts.Batch, new RecordOrigin(41, 1234));

        var frame = Assert.Single(_parts.Batch.Frames(0).ToArray());
        Assert.Equal("hall", Encoding.UTF8.GetString(_parts.Batch.Bytes(frame.Stream)));
        Assert.Equal((41L, 1234L, 1), (frame.Number, frame.TimestampMs, frame.People));
        Assert.Equal(WireEncoding.Json, decoder.Encoding);
    }

    [Fact]
    public void Headers_named_as_the_fields_of_a_frame_win_over_key_offset_and_options()
    {
        var headers = new Headers
        {
            ["stream"] = "door",
            ["frame"] = "7",
            ["timestampMs"] = "99",
            ["layout"] = "body25b",
            ["image"] = "[640,480]",
        };
        var decoder = Decoder();
        Assert.Equal(Rejection.None, decoder.Decode(Record("hall", headers), Encoding.UTF8.GetBytes(OpenPose), out _));
        _parts.Batch.Add(new AssignedPartition("in", 0, 0), 41, 0);
        decoder.AddTo(_parts.Batch, new RecordOrigin(41, 1234));
        var frame = Assert.Single(_parts.Batch.Frames(0).ToArray());
        Assert.Equal("door", Encoding.UTF8.GetString(_parts.Batch.Bytes(frame.Stream)));
        Assert.Equal((7L, 99L), (frame.Number, frame.TimestampMs));
    }

    [Fact]
    public void Record_without_a_key_is_refused_with_what_it_looks_like() =>
        Assert.Equal(
            "missing-field: looks like OpenPose JSON without a stream: give the record a key, or a header 'stream'",
            Refused(new RecordContext(InputEncoding.Auto), OpenPose)
        );

    [Fact]
    public void Refusal_names_the_option_where_it_is_not_given()
    {
        var refused = Refused(new RecordContext(InputEncoding.Json) { Key = "hall"u8 }, OpenPose);
        Assert.EndsWith(" is missing; the value looks like OpenPose JSON: use --encoding auto", refused);
    }

    [Fact]
    public void Refusal_of_Protobuf_by_DeepStream_names_the_option_too()
    {
        byte[] body = [0x0a, 3, .. "4.0"u8, 0x12, 1, (byte)'5', 0x1a, 2, 8, 1, 0x22, 1, (byte)'a'];
        foreach (var encoding in (InputEncoding[])[InputEncoding.Json, InputEncoding.Protobuf])
        {
            Assert.NotEqual(Rejection.None, Decoder().Decode(new RecordContext(encoding) { Key = "hall"u8 }, body, out var detail));
            Assert.EndsWith("; the value looks like DeepStream Protobuf (nv.Frame): use --encoding auto", detail);
        }
    }

    [Theory]
    [InlineData("frame", "7.5", "invalid-field: header 'frame' is \"7.5\"; a whole number was expected")]
    [InlineData("timestampMs", "now", "invalid-field: header 'timestampMs' is \"now\"; a whole number was expected")]
    [InlineData("image", "640", "invalid-field: header 'image' is \"640\"; a size such as 1920x1080 was expected")]
    [InlineData("layout", "none", "unknown-layout: header 'layout' is \"none\"; known are h36m17, ")]
    public void Headers_that_cannot_be_read_are_refused(string header, string value, string problem) =>
        Assert.StartsWith(problem, Refused(Record("hall", new Headers { [header] = value }), OpenPose));

    [Fact]
    public void Headers_of_the_same_names_mean_nothing_beside_a_frame_of_StreamLift()
    {
        var headers = new Headers { ["frame"] = "x", ["layout"] = "none" };
        Assert.Equal(Rejection.None, Decoder().Decode(Record("hall", headers), Encoding.UTF8.GetBytes(Own), out _));
        Assert.Equal("missing-field: stream is missing", Refused(Record("hall", headers), Own.Replace("stream", "camera")));
    }

    [Fact]
    public void Given_layout_is_that_of_records_without_one()
    {
        var decoder = Decoder(Skeletons.Body25b);
        Assert.Equal(Rejection.None, decoder.Decode(Record("hall"), Encoding.UTF8.GetBytes(OpenPose), out _));
        var body = OpenPose.Replace(Joints, Joints["400,300,0.9,".Length..], StringComparison.Ordinal);
        Assert.Equal(Rejection.KeypointCount, decoder.Decode(Record("hall"), Encoding.UTF8.GetBytes(body), out var detail));
        Assert.Equal("looks like OpenPose JSON: people[0].pose_keypoints_2d has 24 joints; body25b has 25", detail);
    }

    [Fact]
    public void Option_image_is_the_size_of_fractions_only()
    {
        const string Fractions = """[{"name":"person","keypoints":{"x":[0.5,0.5],"y":[0.5,0.5]}}]""";
        var decoder = Decoder(image: "");
        Assert.Contains("whose size is missing: give --image", Refused(Record("hall"), Person17(Fractions), decoder));
        Assert.Equal(Rejection.None, Decoder(image: "640x480").Decode(Record("hall"), Encoding.UTF8.GetBytes(Person17(Fractions)), out _));
    }

    [Fact]
    public void Two_formats_in_one_record_are_refused_with_both_names() =>
        Assert.Equal(
            "invalid-field: looks like both OpenPose JSON and MMPose JSON",
            Refused(Record("hall"), OpenPose.Replace("\"version\":1.3", "\"instance_info\":[{}]"))
        );

    private static string Person17(string body) => body.Replace("[0.5,0.5]", $"[{string.Join(',', Enumerable.Repeat("0.5", 17))}]");

    private static RecordContext Record(string key, Headers? headers = null) =>
        new(InputEncoding.Auto)
        {
            Key = Encoding.UTF8.GetBytes(key),
            HasKey = true,
            Headers = headers,
        };

    private string Refused(in RecordContext context, string body, FrameRecordDecoder? decoder = null)
    {
        var reason = (decoder ?? Decoder()).Decode(context, Encoding.UTF8.GetBytes(body), out var detail);
        Assert.NotEqual(Rejection.None, reason);
        return new DecodeError(reason, detail).ToString();
    }

    private FrameRecordDecoder Decoder(Skeleton? layout = null, string image = "") => new(_parts.Context() with { DetectorLayout = layout, Image = image });

    private sealed class Headers : Dictionary<string, string>, IRecordHeaders
    {
        public bool TryGetLast(string name, out ReadOnlySpan<byte> value)
        {
            var isFound = TryGetValue(name, out var text);
            value = Encoding.UTF8.GetBytes(text ?? "");
            return isFound;
        }
    }
}
