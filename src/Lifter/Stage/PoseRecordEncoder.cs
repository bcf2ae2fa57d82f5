using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Lifter.Stage;

/// <summary>
/// Writes the poses of a record: a frame for a frame, a list for a list. Late frames are omitted. If all frames are late, nothing is written.
/// Only one thread at a time may use it.
/// </summary>
internal sealed class PoseRecordEncoder : IRecordEncoder
{
    private readonly PoseWriter _writer = new();

    /// <inheritdoc/>
    public void Encode(RecordBatch batch, int index, IOutputWriter output)
    {
        var lift = (LiftBatch)batch;
        var frames = lift.Frames(index);
        if (lift.LateFrames > 0 && lift.FramesOf(index) == 0)
            return;
        var encoding = output.EncodingFor(batch.Records[index]);
        output.Write(batch.Bytes(frames[0].Stream), lift.IsList(index) ? List(lift, frames, encoding) : Frame(lift, frames[0], encoding));
    }

    private ReadOnlySpan<byte> Frame(LiftBatch batch, in LiftFrame frame, WireEncoding encoding)
    {
        _writer.Begin(encoding, batch.Bytes(frame.Stream), frame.Number, frame.TimestampMs, batch.Model.Span);
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
            _writer.BeginFrame(batch.Bytes(frame.Stream), frame.Number, frame.TimestampMs, batch.Model.Span);
            AddPeople(batch, frame);
            _writer.EndFrame();
        }

        return _writer.EndList();
    }

    private void AddPeople(LiftBatch batch, in LiftFrame frame)
    {
        foreach (var person in batch.People(frame))
            if (person.Rejection != Rejection.None)
                _writer.RejectedPerson(person.Id, person.Score, person.Rejection);
            else
                _writer.Person(person.Id, person.Score, person.Row < 0 ? default : batch.Pose(person.Row), person.Row < 0 ? default : batch.Sigma(person.Row));
    }
}
