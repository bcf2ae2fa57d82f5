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
    private readonly float? _minScore;
    private readonly bool _keepsKeypoints;
    private float[] _seen = []; // a person's keypoints, in pixels and without the joints of low score
    private JointMap? _map; // for the last frame's layout, which most frames of a lane share

    /// <param name="layouts">The layouts that frames may have.</param>
    /// <param name="model">The model that the rows are for.</param>
    /// <param name="minScore">From which score on a joint counts as seen. Null selects the limit of each layout.</param>
    /// <param name="keepsKeypoints">Whether the batch keeps each person's keypoints.</param>
    public RowWriter(SkeletonCatalogue layouts, LifterModel model, float? minScore, bool keepsKeypoints = false)
    {
        (_minScore, _keepsKeypoints) = (minScore, keepsKeypoints);
        (_layouts, _features, _required) = (layouts, model.Features, new RequiredJoints(model.Card));
        _missingFill = [.. model.Card.MissingFill];
        if (!SkeletonCatalogue.BuiltIn.TryGet(model.Card.InputLayout, out var target))
            throw new ModelException($"the model's input layout '{model.Card.InputLayout}' is not a built-in layout");
        _target = target;
        _mapped = new float[3 * target.Count];
    }

    /// <summary>Adds the people of the frame that was added to the batch last.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="view">Its image and camera.</param>
    /// <param name="isNormalised">Whether its coordinates are shares of the image's width and height.</param>
    public void Add(LiftBatch batch, KeypointFrame frame, in CameraView view, bool isNormalised)
    {
        var limit = _minScore ?? frame.Layout.MinScore;
        if (_map is null || !ReferenceEquals(_map.From, frame.Layout))
            _map = _layouts.Map(frame.Layout, _target);
        for (var i = 0; i < frame.PersonCount; i++)
        {
            if (frame.Error(i).IsError)
            {
                batch.AddRejected(frame.Id(i), frame.Score(i), frame.Error(i).Reason);
                continue;
            }

            var keypoints = frame.Keypoints(i);
            _map.Apply(isNormalised || AnyGuessed(keypoints, limit) ? Seen(keypoints, limit, isNormalised ? view : default) : keypoints, _mapped);
            var shortage = _required.Check(_mapped, _features.Write(_mapped, view, _missingFill, batch.NextRow(), out var rotation));
            if (shortage == Shortage.None)
                batch.AddPerson(frame.Id(i), frame.Score(i), lift: true, rotation);
            else
                batch.AddRejected(frame.Id(i), frame.Score(i), shortage == Shortage.TooFewJoints ? Rejection.TooFewJoints : Rejection.RequiredJoints);
            if (_keepsKeypoints)
                Keep(batch, keypoints, isNormalised ? view : default);
        }
    }

    // All joints as they came, in pixels: the reader has its own limit of scores.
    private static void Keep(LiftBatch batch, ReadOnlySpan<float> keypoints, in CameraView image)
    {
        var row = batch.Keypoints.Add(keypoints);
        batch.LastPerson = batch.LastPerson with { Keypoints = row };
        var kept = batch.Keypoints[row];
        if (image.Width == 0)
            return;
        for (var i = 0; i + 2 < kept.Length; i += 3)
            (kept[i], kept[i + 1]) = (image.Width * kept[i], image.Height * kept[i + 1]);
    }

    // Most people have no such joint, and need no copy.
    private static bool AnyGuessed(ReadOnlySpan<float> keypoints, float limit)
    {
        for (var i = 2; limit > 0 && i < keypoints.Length; i += 3)
            if (keypoints[i] > 0 && keypoints[i] < limit)
                return true;
        return false;
    }

    // image: the image that normalised coordinates are shares of; empty for pixels
    private ReadOnlySpan<float> Seen(ReadOnlySpan<float> keypoints, float limit, in CameraView image)
    {
        if (_seen.Length < keypoints.Length)
            _seen = new float[keypoints.Length];
        var (scaleX, scaleY) = image.Width > 0 ? (image.Width, image.Height) : (1, 1);
        for (var i = 0; i + 2 < keypoints.Length; i += 3)
        {
            _seen[i] = scaleX * keypoints[i];
            _seen[i + 1] = scaleY * keypoints[i + 1];
            _seen[i + 2] = keypoints[i + 2] >= limit ? keypoints[i + 2] : 0;
        }

        return _seen.AsSpan(0, keypoints.Length);
    }
}
