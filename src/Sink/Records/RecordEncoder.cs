using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Wire;

namespace StreamLift.Sink.Records;

/// <summary>Writes a record's poses: a frame for a frame, a list for a list, without the frames that were late. Sink thread only.</summary>
internal sealed class RecordEncoder
{
    private readonly PoseWriter _writer = new();

    /// <summary>The record's value, valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(LiftBatch batch, in InputRecord arrival, WireEncoding encoding)
    {
        var frames = batch.FramesOf(arrival);
        if (!arrival.IsList)
        {
            _writer.Begin(encoding, batch.Bytes(frames[0].Stream), frames[0].Number, frames[0].TimestampMs, batch.Model.Span);
            AddPeople(batch, frames[0]);
            return _writer.End();
        }

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

    private void AddPeople(LiftBatch batch, in LiftedFrame frame)
    {
        foreach (var person in batch.People(frame))
            _writer.Person(person.Id, person.Score, person.Row < 0 ? default : batch.Pose(person.Row), person.Row < 0 ? default : batch.Sigma(person.Row));
    }
}
