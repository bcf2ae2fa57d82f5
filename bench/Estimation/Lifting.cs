using StreamLift.Capture.Views;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Bench;

/// <summary>Lifts takes with a model file, as the service does.</summary>
internal sealed class Lifting(string path) : IDisposable
{
    private readonly LifterModel _model = LifterModel.Open(path, new LifterOptions());

    public string Id => _model.Id;

    public void Lift(SeenTake take)
    {
        var required = new RequiredJoints(_model.Card);
        var (map, joints) = (SkeletonCatalogue.BuiltIn.Map(take.Layout, Skeletons.H36m17), ViewFrame.BodyJoints);
        var cameras = take.Rig.Cameras.Count;
        take.Lifted = [.. Enumerable.Range(0, cameras).Select(_ => new float[take.Frames * Skeletons.PoseWidth])];
        take.Sigma = [.. Enumerable.Range(0, cameras).Select(_ => new float[take.Frames * joints])];
        take.IsLifted = [.. Enumerable.Range(0, cameras).Select(_ => new bool[take.Frames])];
        var (input, keypoints) = (new float[take.Frames * _model.InputWidth], new float[3 * joints]);
        var rotations = new CameraRotation[take.Frames];
        for (var camera = 0; camera < cameras; camera++)
        {
            for (var frame = 0; frame < take.Frames; frame++)
            {
                map.Apply(take.Person(camera, frame), keypoints);
                var row = input.AsSpan(frame * _model.InputWidth, _model.InputWidth);
                var seen = _model.Features.Write(keypoints, CameraView.Of(take.Rig.Cameras[camera].Camera), _model.Card.MissingFill, row, out rotations[frame]);
                take.IsLifted[camera][frame] = required.Check(keypoints, seen) == Shortage.None;
            }

            _model.Run(input, take.Frames, take.Lifted[camera], _model.Card.Sigma is null ? default : take.Sigma[camera].AsSpan());
            for (var frame = 0; _model.Features.RotatesPose && frame < take.Frames; frame++)
                rotations[frame].Undo(take.Lifted[camera].AsSpan(frame * Skeletons.PoseWidth, Skeletons.PoseWidth));
        }
    }

    public void Dispose() => _model.Dispose();
}
