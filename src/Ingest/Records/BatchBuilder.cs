using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Ingest.Records;

/// <summary>
/// Puts the record just read into a batch: a good one's people as network rows, a rejected one, and one whose poses may be too large, with its bytes.
/// </summary>
internal sealed class BatchBuilder
{
    private readonly SkeletonCatalogue _layouts;
    private readonly ModelCard _card;
    private readonly Deadline _deadline;
    private readonly float[] _fill;
    private readonly Skeleton _target;
    private readonly IPoseFeatures _features;
    private readonly float[] _mapped;
    private JointMap? _map; // of the last frame's layout: a lane's frames mostly share one

    public BatchBuilder(SkeletonCatalogue layouts, ModelCard card, Deadline deadline)
    {
        _layouts = layouts;
        _card = card;
        _deadline = deadline;
        _features = FeatureCatalogue.Find(card.Features) ?? throw new ModelException($"the model's features '{card.Features.Name}' are not known");
        _fill = [.. card.MissingFill];
        if (!SkeletonCatalogue.BuiltIn.TryGet(card.InputLayout, out var target))
            throw new ModelException($"the model's input layout '{card.InputLayout}' is not a built-in layout");
        _target = target;
        _mapped = new float[3 * target.Count];
    }

    /// <summary>Adds the record that <paramref name="reader"/> holds.</summary>
    public void Add(LiftBatch batch, RecordDeserializer reader, AssignedPartition origin, long offset, object? headers, long now)
    {
        ref var arrival = ref batch.Add(origin, offset, now);
        arrival.Headers = headers;
        arrival.Encoding = reader.Encoding;
        if (reader.HasKey)
            arrival.Key = batch.Append(reader.Key);
        if (reader.HasValue)
            arrival.Value = batch.Append(reader.Value);
        if (reader.Rejection != Rejection.None)
        {
            arrival.Rejection = reader.Rejection;
            arrival.Detail = reader.Detail;
            return;
        }

        arrival.IsList = reader.Frames.IsList;
        var oldest = _deadline.Oldest;
        for (var i = 0; i < reader.Frames.Count; i++)
        {
            var frame = reader.Frames[i];
            // late already: it needs no rows. What becomes so while the batch waits is left out before inference.
            if (!batch.AddFrame(frame.Stream, frame.FrameNumber, frame.TimestampMs, oldest))
                AddPeople(batch, frame, reader.Views[i]);
        }
    }

    private void AddPeople(LiftBatch batch, KeypointFrame frame, in CameraView view)
    {
        if (_map is null || !ReferenceEquals(_map.From, frame.Layout))
            _map = _layouts.Map(frame.Layout, _target);
        for (var i = 0; i < frame.PersonCount; i++)
        {
            _map.Apply(frame.Keypoints(i), _mapped);
            var seen = _features.Write(_mapped, view, _fill, batch.NextRow(), out var turn);
            batch.AddPerson(frame.Id(i), frame.Score(i), seen >= _card.MinimumJoints, turn);
        }
    }
}
