using System.Text;
using StreamLift.Lanes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Lifter.Stage;

/// <summary>
/// Writes the poses of a record: a frame for a frame, a list for a list. Late frames are omitted. If all frames are late, nothing is written.
/// Only one thread at a time may use it.
/// </summary>
/// <param name="keys">Makes the keys; null: the keys of the input.</param>
internal sealed class PoseRecordEncoder(IOutputKeys? keys = null) : IRecordEncoder
{
    private readonly PoseWriter _writer = new();
    private Skeleton? _layout; // the input layout of the last frame, and its name
    private byte[] _layoutName = [];

    /// <inheritdoc/>
    public void Encode(RecordBatch batch, int index, IOutputWriter output)
    {
        var lift = (LiftBatch)batch;
        var frames = lift.Frames(index);
        if (lift.LateFrames > 0 && lift.FramesOf(index) == 0)
            return;
        var encoding = output.EncodingFor(batch.Records[index]);
        var value = lift.IsList(index) ? List(lift, frames, encoding) : Frame(lift, frames[0], encoding);
        if (keys is null)
            output.Write(batch.Bytes(frames[0].Stream), value);
        else
            output.WriteKeyed(KeyOf(batch, frames, keys), value);
    }

    private static ReadOnlySpan<byte> KeyOf(RecordBatch batch, ReadOnlySpan<LiftFrame> frames, IOutputKeys keys)
    {
        var first = batch.Bytes(frames[0].Stream);
        var key = keys.Of(first);
        foreach (ref readonly var frame in frames[1..])
        {
            var stream = batch.Bytes(frame.Stream);
            if (!keys.Of(stream).SequenceEqual(key))
                keys.ReportMixed(first, stream);
        }

        return key;
    }

    private ReadOnlySpan<byte> Frame(LiftBatch batch, in LiftFrame frame, WireEncoding encoding)
    {
        var (width, height) = frame.Image;
        _writer.Begin(
            encoding,
            batch.Bytes(frame.Stream),
            frame.Number,
            frame.TimestampMs,
            batch.RowsOf(frame.IsCalibrated).Model.Span,
            NameOf(frame.InputLayout),
            width,
            height
        );
        AddPeople(batch, frame);
        return _writer.End();
    }

    private ReadOnlySpan<byte> List(LiftBatch batch, ReadOnlySpan<LiftFrame> frames, WireEncoding encoding)
    {
        _writer.BeginList(encoding);
        foreach (ref readonly var frame in frames)
        {
            if (frame.IsLate)
                continue;
            var (width, height) = frame.Image;
            _writer.BeginFrame(
                batch.Bytes(frame.Stream),
                frame.Number,
                frame.TimestampMs,
                batch.RowsOf(frame.IsCalibrated).Model.Span,
                NameOf(frame.InputLayout),
                width,
                height
            );
            AddPeople(batch, frame);
            _writer.EndFrame();
        }

        return _writer.EndList();
    }

    private void AddPeople(LiftBatch batch, in LiftFrame frame)
    {
        var rows = batch.RowsOf(frame.IsCalibrated);
        foreach (var person in batch.People(frame))
            if (person.Rejection != Rejection.None)
                _writer.RejectedPerson(person.Id, person.Score, person.Rejection, batch.Keypoints[person.Keypoints]);
            else if (person.Row < 0)
                _writer.Person(person.Id, person.Score, default, default, batch.Keypoints[person.Keypoints]);
            else
                _writer.Person(person.Id, person.Score, rows.Pose(person.Row), rows.Sigma(person.Row), batch.Keypoints[person.Keypoints]);
    }

    private ReadOnlySpan<byte> NameOf(Skeleton? layout)
    {
        if (layout is not null && !ReferenceEquals(layout, _layout))
            (_layout, _layoutName) = (layout, Encoding.UTF8.GetBytes(layout.Name));
        return layout is null ? default : _layoutName;
    }
}
