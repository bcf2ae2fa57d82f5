using StreamLift.Lifter.Models;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Lifter.Stage;

/// <summary>Writes the people of a frame as input rows of a model. Only the poll thread may use it.</summary>
internal sealed class RowWriter
{
    private readonly SkeletonCatalogue _layouts;
    private readonly IPoseFeatures _features;
    private readonly RequiredJoints _required;
    private readonly float[] _missingFill;
    private readonly Skeleton _target;
    private readonly float[] _mapped;
    private JointMap? _map; // for the last frame's layout, which most frames of a lane share

    /// <param name="layouts">The layouts that frames may have.</param>
    /// <param name="model">The model that the rows are for.</param>
    public RowWriter(SkeletonCatalogue layouts, LifterModel model)
    {
        (_layouts, _features, _required) = (layouts, model.Features, new RequiredJoints(model.Card));
        _missingFill = [.. model.Card.MissingFill];
        if (!SkeletonCatalogue.BuiltIn.TryGet(model.Card.InputLayout, out var target))
            throw new ModelException($"the model's input layout '{model.Card.InputLayout}' is not a built-in layout");
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
            if (frame.Error(i).IsError)
            {
                batch.AddRejected(frame.Id(i), frame.Score(i), frame.Error(i).Reason);
                continue;
            }

            _map.Apply(frame.Keypoints(i), _mapped);
            var shortage = _required.Check(_mapped, _features.Write(_mapped, view, _missingFill, batch.NextRow(), out var rotation));
            if (shortage == Shortage.None)
                batch.AddPerson(frame.Id(i), frame.Score(i), lift: true, rotation);
            else
                batch.AddRejected(frame.Id(i), frame.Score(i), shortage == Shortage.TooFewJoints ? Rejection.TooFewJoints : Rejection.RequiredJoints);
        }
    }
}
