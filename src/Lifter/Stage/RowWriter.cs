using StreamLift.Lifter.Models;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Stage;

/// <summary>Writes the people of a frame as input rows of a model. Only the poll thread may use it.</summary>
internal sealed class RowWriter
{
    private readonly SkeletonCatalogue _layouts;
    private readonly ModelCard _card;
    private readonly IPoseFeatures _features;
    private readonly float[] _missingFill;
    private readonly Skeleton _target;
    private readonly float[] _mapped;
    private JointMap? _map; // for the last frame's layout, which most frames of a lane share

    public RowWriter(SkeletonCatalogue layouts, ModelCard card, IPoseFeatures features)
    {
        (_layouts, _card, _features) = (layouts, card, features);
        _missingFill = [.. card.MissingFill];
        if (!SkeletonCatalogue.BuiltIn.TryGet(card.InputLayout, out var target))
            throw new ModelException($"the model's input layout '{card.InputLayout}' is not a built-in layout");
        _target = target;
        _mapped = new float[3 * target.Count];
    }

    /// <summary>Adds the people of the frame that was added to the batch last.</summary>
    public void Add(LiftBatch batch, KeypointFrame frame, in CameraView view)
    {
        if (_map is null || !ReferenceEquals(_map.From, frame.Layout))
            _map = _layouts.Map(frame.Layout, _target);
        for (var i = 0; i < frame.PersonCount; i++)
        {
            _map.Apply(frame.Keypoints(i), _mapped);
            var detected = _features.Write(_mapped, view, _missingFill, batch.NextRow(), out var rotation);
            batch.AddPerson(frame.Id(i), frame.Score(i), detected >= _card.MinimumJoints, rotation);
        }
    }
}
