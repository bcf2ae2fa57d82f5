using System.Text;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Sink.Records;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Sink.Tests.Records;

public sealed class RecordEncoderTests
{
    private readonly LiftBatch _batch = new(8, 34) { Model = "m@1"u8.ToArray() };
    private readonly PoseFrames _read = new();

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Output_of_a_list_record_is_a_list_in_order_without_its_late_frames(WireEncoding encoding)
    {
        Add(true, ("cam-2", 5, 20), ("cam-1", 6, 5), ("cam-1", 7, 30));
        Assert.True(Read(encoding).IsList);
        Assert.Equal(
            [("cam-2", 5), ("cam-1", 7)],
            Enumerable.Range(0, _read.Count).Select(i => (Encoding.UTF8.GetString(_read[i].Stream), (int)_read[i].Frame))
        );
        Assert.Equal([5f, 7f], Enumerable.Range(0, 2).Select(i => _read[i].Joints(0)[0]));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Output_of_a_list_of_one_is_a_list_and_of_a_single_frame_a_frame(WireEncoding encoding)
    {
        Add(true, ("cam-1", 7, 30));
        Assert.True(Read(encoding).IsList);
        _batch.Clear();
        Add(false, ("cam-1", 7, 30));
        Assert.False(Read(encoding).IsList);
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Output_person_that_was_lifted_carries_its_own_sigmas(WireEncoding encoding)
    {
        var batch = new LiftBatch(8, 34, sigma: true) { Model = "m@1"u8.ToArray() };
        batch.Add(new AssignedPartition("in", 0, 0), 0, 0);
        batch.AddFrame("cam-1"u8, 7, 30);
        foreach (var lift in new[] { true, false, true })
            batch.AddPerson(0, 1, lift, CameraRotation.None);
        batch.Output.AsSpan().Clear();
        batch.Sigmas.AsSpan(0, 17).Fill(3.25f);
        batch.Sigmas.AsSpan(17, 17).Fill(40);
        Assert.True(new PoseDecoder().TryDecode(encoding, new RecordEncoder().Encode(batch, batch.Records[0], encoding), _read, out var problem), problem);
        Assert.Equal([3.25f, 0, 40], Enumerable.Range(0, 3).Select(person => _read[0].Sigma(person).IsEmpty ? 0 : _read[0].Sigma(person)[16]));
    }

    private PoseFrames Read(WireEncoding encoding)
    {
        Assert.True(new PoseDecoder().TryDecode(encoding, new RecordEncoder().Encode(_batch, _batch.Records[0], encoding), _read, out var problem), problem);
        return _read;
    }

    // those captured before 10 are late; a pose has its frame's number in every place
    private void Add(bool isList, params (string Stream, int Number, long TimestampMs)[] frames)
    {
        _batch.Add(new AssignedPartition("in", 0, 0), 0, 0).IsList = isList;
        foreach (var (stream, number, timestampMs) in frames)
        {
            _batch.AddFrame(Encoding.UTF8.GetBytes(stream), number, timestampMs);
            _batch.AddPerson(0, 1, lift: true, CameraRotation.None);
        }

        _batch.DropLate(10);
        var row = 0;
        foreach (var frame in _batch.FramesOf(_batch.Records[0]))
            if (!frame.IsLate)
                _batch.Output.AsSpan(51 * row++, 51).Fill(frame.Number);
    }
}
