using System.Text;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Tests.Stage;

public sealed class PoseRecordEncoderTests
{
    private readonly LiftBatch _batch = new(8, 34) { General = { Model = "m@1"u8.ToArray() } };
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
            Enumerable.Range(0, _read.Count).Select(i => (Encoding.UTF8.GetString(_read[i].Stream), (int)_read[i].FrameNumber))
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
        var batch = new LiftBatch(8, 34, sigma: true) { General = { Model = "m@1"u8.ToArray() } };
        batch.Add(new AssignedPartition("in", 0, 0), 0, 0);
        batch.AddFrame("cam-1"u8, 7, 30);
        foreach (var lift in new[] { true, false, true })
            batch.AddPerson(0, 1, lift, CameraRotation.None);
        batch.Output.AsSpan().Clear();
        batch.General.Sigmas.AsSpan(0, 17).Fill(3.25f);
        batch.General.Sigmas.AsSpan(17, 17).Fill(40);
        Assert.True(new PoseDecoder().TryDecode(encoding, Encoded(batch, encoding), _read, out var error), error.Detail);
        Assert.Equal([3.25f, 0, 40], Enumerable.Range(0, 3).Select(person => _read[0].Sigma(person).IsEmpty ? 0 : _read[0].Sigma(person)[16]));
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Output_person_that_was_rejected_has_the_reason_and_no_pose(WireEncoding encoding)
    {
        _batch.Add(new AssignedPartition("in", 0, 0), 0, 0);
        _batch.AddFrame("cam-1"u8, 7, 30);
        _batch.AddRejected(4, 0.5f, Rejection.KeypointCount);
        _batch.AddPerson(5, 1, lift: true, CameraRotation.None);
        var poses = Read(encoding)[0];
        Assert.Equal((4, 0.5f, "keypoint-count", false), (poses.Id(0), poses.Score(0), poses.Rejected(0), poses.Lifted(0)));
        Assert.Equal((5, "", true), (poses.Id(1), poses.Rejected(1), poses.Lifted(1)));
        Assert.Equal((1, 1), (_batch.Rows, _batch.RejectedPeople));
    }

    [Fact]
    public void Record_whose_frames_are_all_late_has_no_output()
    {
        Add(false, ("cam-1", 7, 5));
        Assert.Empty(Encoded(_batch, WireEncoding.Json));
    }

    [Fact]
    public void Key_of_the_output_is_that_of_the_input_unless_keys_are_made()
    {
        Add(true, ("cam-2", 5, 20), ("cam-1", 6, 25), ("cam-2", 7, 30));
        var output = new Output(WireEncoding.Json);
        new PoseRecordEncoder().Encode(_batch, 0, output);
        Assert.Equal(("cam-2", false), (output.Key, output.IsKeyed));
        new PoseRecordEncoder(new StreamKeys()).Encode(_batch, 0, output);
        Assert.Equal(("cam-2", true), (output.Key, output.IsKeyed));
        var made = new Made();
        new PoseRecordEncoder(made).Encode(_batch, 0, output);
        Assert.Equal(("m", true), (output.Key, output.IsKeyed));
        Assert.Equal(["cam-2", "cam-1", "cam-2"], made.Asked);
        Assert.Equal(["cam-2 and cam-1"], made.Mixed);
    }

    private static byte[] Encoded(LiftBatch batch, WireEncoding encoding)
    {
        var output = new Output(encoding);
        new PoseRecordEncoder().Encode(batch, 0, output);
        return output.Value;
    }

    private PoseFrames Read(WireEncoding encoding)
    {
        Assert.True(new PoseDecoder().TryDecode(encoding, Encoded(_batch, encoding), _read, out var error), error.Detail);
        return _read;
    }

    // Frames captured before 10 are late. Every value of a pose is its frame's number.
    private void Add(bool isList, params (string Stream, int Number, long TimestampMs)[] frames)
    {
        _batch.Add(new AssignedPartition("in", 0, 0), 0, 0);
        if (isList)
            _batch.MarkList();
        foreach (var (stream, number, timestampMs) in frames)
        {
            _batch.AddFrame(Encoding.UTF8.GetBytes(stream), number, timestampMs);
            _batch.AddPerson(0, 1, lift: true, CameraRotation.None);
        }

        _batch.DropLate(10);
        var row = 0;
        foreach (var frame in _batch.Frames(0))
            if (!frame.IsLate)
                _batch.Output.AsSpan(51 * row++, 51).Fill(frame.Number);
    }

    // The key of cam-1 is a, of every other m.
    private sealed class Made : IOutputKeys
    {
        public List<string> Asked { get; } = [];

        public List<string> Mixed { get; } = [];

        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> stream)
        {
            Asked.Add(Encoding.UTF8.GetString(stream));
            return stream.EndsWith("1"u8) ? stream[1..2] : stream[2..3];
        }

        public void ReportMixed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> other) =>
            Mixed.Add($"{Encoding.UTF8.GetString(first)} and {Encoding.UTF8.GetString(other)}");
    }

    private sealed class Output(WireEncoding encoding) : IOutputWriter
    {
        public byte[] Value { get; private set; } = [];

        public string Key { get; private set; } = "";

        public bool IsKeyed { get; private set; }

        public WireEncoding EncodingFor(in InputRecord record) => encoding;

        public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            WriteKeyed(key, value);
            IsKeyed = false;
        }

        public void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
            (Key, IsKeyed, Value) = (Encoding.UTF8.GetString(key), true, value.ToArray());
    }
}
