using StreamLift.Lifter.Models;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Stage;

/// <summary>Writes the people of a frame as rows of a model's input. Poll thread only.</summary>
internal sealed class RowWriter
{
    private readonly SkeletonCatalogue _layouts;
    private readonly ModelCard _card;
    private readonly IPoseFeatures _features;
    private readonly float[] _missingFill;
    private readonly Skeleton _target;
    private readonly float[] _mapped;
    private JointMap? _map; // of the last frame's layout: a lane's frames mostly share one

    public RowWriter(SkeletonCatalogue layouts, ModelCard card, IPoseFeatures features)
    {
        (_layouts, _card, _features) = (layouts, card, features);
        _missingFill = [.. card.MissingFill];
        if (!SkeletonCatalogue.BuiltIn.TryGet(card.InputLayout, out var target))
            throw new ModelException($"the model's input layout '{card.InputLayout}' is not a built-in layout");
        _target = target;
        _mapped = new float[3 * target.Count];
    }

    /// <summary>Adds the people of the frame that was added last.</summary>
    public void Add(LiftBatch batch, KeypointFrame frame, in CameraView view)
    {
        if (_map is null || !ReferenceEquals(_map.From, frame.Layout))
            _map = _layouts.Map(frame.Layout, _target);
        for (var i = 0; i < frame.PersonCount; i++)
        {
            _map.Apply(frame.Keypoints(i), _mapped);
            var seen = _features.Write(_mapped, view, _missingFill, batch.NextRow(), out var rotation);
            batch.AddPerson(frame.Id(i), frame.Score(i), seen >= _card.MinimumJoints, rotation);
        }
    }
}
