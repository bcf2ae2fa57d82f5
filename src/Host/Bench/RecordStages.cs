using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Bench;

/// <summary>Measures the stages before and after inference, each alone on one thread.</summary>
internal sealed class RecordStages
{
    private readonly StageSamples _samples;
    private readonly StageTimer _timer;
    private readonly LifterModel _model;
    private readonly LiftBatch _batch;
    private readonly AssignedPartition _partition = new("bench", 0, 0);
    private readonly PoseWriter _writer = new();

    public RecordStages(StageSamples samples, LifterModel model, StageTimer timer)
    {
        (_samples, _model, _timer) = (samples, model, timer);
        _batch = new LiftBatch(StageSamples.Count * samples.People, model.InputWidth);
        _batch.General.Model = model.IdUtf8;
        samples.Fill(_batch, model, _partition);
        model.Run(_batch.General.Input, _batch.Rows, _batch.Output);
    }

    /// <summary>Decodes records to frames.</summary>
    public StageStatistics Decode(WireEncoding encoding)
    {
        var (decoder, frame, bodies) = (new FrameDecoder(), new KeypointFrame(), _samples.Bodies(encoding));
        return _timer.Time(
            "decode",
            _timer.Rounds(() =>
            {
                var poses = 0L;
                foreach (var body in bodies)
                {
                    if (!decoder.TryDecode(encoding, body, frame, out var error))
                        throw new InvalidOperationException(error.Detail);
                    poses += frame.PersonCount;
                }

                return poses;
            }),
            encoding
        );
    }

    /// <summary>Maps joints between layouts and writes the network's input rows.</summary>
    public StageStatistics Features() =>
        _timer.Time(
            "features",
            _timer.Rounds(() =>
            {
                _samples.Fill(_batch, _model, _partition);
                return _batch.Rows;
            })
        );

    /// <summary>Encodes poses as records.</summary>
    public StageStatistics Encode(WireEncoding encoding) =>
        _timer.Time(
            "encode",
            _timer.Rounds(() =>
            {
                for (var i = 0; i < _batch.Count; i++)
                    Write(i, encoding);
                return _batch.Rows;
            }),
            encoding
        );

    /// <summary>Every sample's pose record.</summary>
    public byte[][] Encoded(WireEncoding encoding)
    {
        var records = new byte[StageSamples.Count][];
        for (var i = 0; i < records.Length; i++)
            records[i] = Write(i, encoding).ToArray();
        return records;
    }

    private ReadOnlySpan<byte> Write(int record, WireEncoding encoding)
    {
        ref readonly var frame = ref _batch.Frames(record)[0];
        _writer.Begin(encoding, _batch.Bytes(frame.Stream), frame.Number, frame.TimestampMs, _batch.General.Model.Span);
        foreach (var person in _batch.People(frame))
            _writer.Person(person.Id, person.Score, person.Row < 0 ? default : _batch.Pose(person.Row), default);
        return _writer.End();
    }
}
