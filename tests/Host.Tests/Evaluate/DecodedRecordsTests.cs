using System.Text;
using Confluent.Kafka;
using StreamLift.Host.Evaluate;
using StreamLift.Wire;

namespace StreamLift.Host.Tests.Evaluate;

public class DecodedRecordsTests
{
    [Theory]
    [InlineData(WireEncoding.Json, "application/json")]
    [InlineData(WireEncoding.Protobuf, "application/x-protobuf")]
    public void Evaluate_decodes_a_record_by_its_content_type_header(WireEncoding encoding, string contentType)
    {
        // The wrong default on purpose: the header wins.
        var records = DecodedRecords.OfPoses(encoding == WireEncoding.Json ? WireEncoding.Protobuf : WireEncoding.Json);
        var frames = records.Decode(new Headers { { "content-type", Encoding.UTF8.GetBytes(contentType) } }, Body(encoding));
        Assert.NotNull(frames);
        Assert.Equal((1, 3), (frames.Count, frames[0].FrameNumber));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Evaluate_decodes_a_record_without_a_content_type_by_the_encoding_option(WireEncoding encoding) =>
        Assert.NotNull(DecodedRecords.OfPoses(encoding).Decode(null, Body(encoding)));

    [Fact]
    public void Evaluate_reads_all_frames_of_a_list_record()
    {
        var writer = new PoseWriter();
        writer.BeginList(WireEncoding.Json);
        for (var i = 0; i < 3; i++)
        {
            writer.BeginFrame("a"u8, i, 1, "m@0"u8);
            writer.EndFrame();
        }

        var frames = DecodedRecords.OfPoses(WireEncoding.Json).Decode(null, writer.EndList().ToArray());
        Assert.Equal([0L, 1, 2], Enumerable.Range(0, frames!.Count).Select(i => frames[i].FrameNumber));
    }

    [Fact]
    public void Evaluate_counts_unreadable_records_and_keeps_the_first_problem()
    {
        var records = DecodedRecords.OfPoses(WireEncoding.Json);
        Assert.Null(records.Decode(new Headers { { "content-type", "text/plain"u8.ToArray() } }, Body(WireEncoding.Json)));
        Assert.Null(records.Decode(null, null));
        Assert.Null(records.Decode(null, "{"u8.ToArray()));
        Assert.Equal(3, records.Unreadable);
        Assert.Contains("content-type", records.FirstProblem);
    }

    private static byte[] Body(WireEncoding encoding)
    {
        var writer = new PoseWriter();
        writer.Begin(encoding, "a"u8, 3, 1, "m@0"u8);
        return writer.End().ToArray();
    }
}
