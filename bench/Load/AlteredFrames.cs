using System.Numerics;
using StreamLift.Datasets;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Poses.Scoring;

namespace StreamLift.Bench;

/// <summary>Recorded frames with joints hidden or misplaced, lifted and compared with the truth.</summary>
internal sealed class AlteredFrames
{
    private const int Rows = 1024;

    // A webcam at a desk: the trunk is 0.55 of the picture's height, the thorax a little below the middle.
    private const float DeskTrunk = 0.55f;
    private const float DeskThorax = 0.62f;
    private const float LeastTrunk = 0.1f;
    private const float LeastBend = 60; // mm

    private static readonly Skeleton Human = Skeletons.H36m17;
    private static readonly int Hip = 3 * Human.IndexOf("Hip");
    private static readonly int Thorax = 3 * Human.IndexOf("Thorax");

    private readonly LifterModel _model;
    private readonly RequiredJoints _required;
    private readonly List<Sequence> _sequences;
    private readonly JointMap _there;
    private readonly JointMap _back;
    private readonly int _every;
    private readonly float[] _given;
    private readonly float[] _keypoints = new float[3 * Human.Count];
    private readonly float[] _input;
    private readonly float[] _output = new float[Rows * Skeletons.PoseWidth];
    private readonly float[] _truth = new float[Rows * Skeletons.PoseWidth];
    private (double Error, double Angle, int Down, int Frames) _sum;
    private (int Back, int Knees) _bent;

    public AlteredFrames(LifterModel model, List<Sequence> sequences, string layout, int every)
    {
        (_model, _required, _sequences, _every) = (model, new RequiredJoints(model.Card), sequences, every);
        if (!SkeletonCatalogue.BuiltIn.TryGet(layout, out var given))
            throw new ArgumentException($"no layout {layout}", nameof(layout));
        (_there, _back) = (SkeletonCatalogue.BuiltIn.Map(Human, given), SkeletonCatalogue.BuiltIn.Map(given, Human));
        _given = new float[3 * given.Count];
        _input = new float[Rows * model.InputWidth];
    }

    /// <summary>Measures all frames.</summary>
    /// <param name="joints">The joints of h36m17 that are not seen, separated by spaces.</param>
    /// <param name="atDesk">Whether the person is as large in the picture as at a desk with a webcam.</param>
    /// <param name="misplaced">A joint at a wrong place; null for none.</param>
    /// <param name="isExchanged">Whether left and right are exchanged.</param>
    /// <param name="share">How far from its place, in heights of the person, in a direction that changes from frame to frame.</param>
    public Result Measure(string joints, bool atDesk, string? misplaced = null, float share = 0, bool isExchanged = false)
    {
        var hidden = joints.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Human.IndexOf).ToArray();
        var shortage = Shortage.None;
        var rows = 0;
        (_sum, _bent) = (default, default);
        foreach (var sequence in _sequences)
            for (var frame = 0; frame < sequence.Frames; frame += _every)
            {
                var view = CameraView.Of(sequence.Camera);
                SkeletonCatalogue.BuiltIn.Map(sequence.Layout, Human).Apply(sequence.Keypoints(frame), _keypoints);
                if (atDesk)
                    Enlarge(view);
                if (misplaced is not null)
                    Move(3 * Human.IndexOf(misplaced), share, frame);
                if (isExchanged)
                    Exchange();
                foreach (var joint in hidden)
                    _keypoints.AsSpan(3 * joint, 3).Clear();
                _there.Apply(_keypoints, _given);
                _back.Apply(_given, _keypoints);
                var row = _input.AsSpan(rows * _model.InputWidth, _model.InputWidth);
                shortage = _required.Check(_keypoints, _model.Features.Write(_keypoints, view, _model.Card.MissingFill, row, out _));
                var pose = sequence.Pose(frame);
                for (var i = 0; i < Skeletons.PoseWidth; i++)
                    _truth[(rows * Skeletons.PoseWidth) + i] = pose[i] - pose[i % 3];
                if (++rows < Rows)
                    continue;
                Lift(rows);
                rows = 0;
            }
        Lift(rows);
        return new Result(
            shortage,
            _sum.Error / _sum.Frames,
            _sum.Angle / _sum.Frames,
            100.0 * _sum.Down / _sum.Frames,
            100.0 * _bent.Back / Math.Max(1, _bent.Knees)
        );
    }

    private void Lift(int rows)
    {
        _model.Run(_input, rows, _output);
        for (var row = 0; row < rows; row++)
        {
            var lifted = _output.AsSpan(row * Skeletons.PoseWidth, Skeletons.PoseWidth);
            var truth = _truth.AsSpan(row * Skeletons.PoseWidth, Skeletons.PoseWidth);
            AddKnee(lifted, "RHip", "RKnee", "RFoot");
            AddKnee(lifted, "LHip", "LKnee", "LFoot");
            var angle = Angle(lifted, truth);
            _sum = (_sum.Error + PoseError.Mpjpe(lifted, truth), _sum.Angle + angle, _sum.Down + (angle > 90 ? 1 : 0), _sum.Frames + 1);
        }
    }

    // A knee that is bent lies before the line from hip to foot; before is where right, up and the body's left say.
    private void AddKnee(ReadOnlySpan<float> pose, string hip, string knee, string foot)
    {
        var bend = At(pose, knee) - ((At(pose, hip) + At(pose, foot)) / 2);
        if (bend.Length() < LeastBend)
            return;
        var forward = Vector3.Cross(At(pose, "LHip") - At(pose, "RHip"), At(pose, "Thorax") - At(pose, "Hip"));
        _bent = (_bent.Back + (Vector3.Dot(bend, forward) < 0 ? 1 : 0), _bent.Knees + 1);
    }

    private static Vector3 At(ReadOnlySpan<float> pose, string joint)
    {
        var at = 3 * Human.IndexOf(joint);
        return new Vector3(pose[at], pose[at + 1], pose[at + 2]);
    }

    private void Exchange()
    {
        for (var joint = 0; joint < Human.Count; joint++)
        for (var i = 0; i < 3 && Human.Mirror[joint] > joint; i++)
            (_keypoints[(3 * joint) + i], _keypoints[(3 * Human.Mirror[joint]) + i]) = (_keypoints[(3 * Human.Mirror[joint]) + i], _keypoints[(3 * joint) + i]);
    }

    private void Enlarge(in CameraView view)
    {
        var (x, y) = (_keypoints[Thorax], _keypoints[Thorax + 1]);
        var trunk = Math.Max(LeastTrunk * view.Height, float.Hypot(x - _keypoints[Hip], y - _keypoints[Hip + 1]));
        var scale = DeskTrunk * view.Height / trunk;
        for (var i = 0; i < _keypoints.Length; i += 3)
        {
            _keypoints[i] = (view.Width / 2f) + (scale * (_keypoints[i] - x));
            _keypoints[i + 1] = (DeskThorax * view.Height) + (scale * (_keypoints[i + 1] - y));
        }
    }

    private void Move(int joint, float share, int frame)
    {
        var (top, bottom) = (float.MaxValue, float.MinValue);
        for (var i = 1; i < _keypoints.Length; i += 3)
            (top, bottom) = (Math.Min(top, _keypoints[i]), Math.Max(bottom, _keypoints[i]));
        var (sine, cosine) = MathF.SinCos(frame);
        _keypoints[joint] += share * (bottom - top) * cosine;
        _keypoints[joint + 1] += share * (bottom - top) * sine;
    }

    // The angle between the trunks, from hip to thorax, in degrees.
    private static double Angle(ReadOnlySpan<float> lifted, ReadOnlySpan<float> truth)
    {
        double product = 0,
            square = 0,
            other = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            var (a, b) = ((double)lifted[Thorax + axis] - lifted[Hip + axis], (double)truth[Thorax + axis] - truth[Hip + axis]);
            (product, square, other) = (product + (a * b), square + (a * a), other + (b * b));
        }
        return Math.Acos(Math.Clamp(product / Math.Sqrt(square * other), -1, 1)) * 180 / Math.PI;
    }

    /// <summary>Means over the frames.</summary>
    /// <param name="Shortage">Whether the model's card allows such a person.</param>
    /// <param name="Error">Mean joint distance, mm.</param>
    /// <param name="Angle">Of the trunk to the true one, degrees.</param>
    /// <param name="Down">The share of trunks that are more than 90 degrees off, %.</param>
    /// <param name="KneesBack">The share of bent knees that are bent backwards, %.</param>
    public sealed record Result(Shortage Shortage, double Error, double Angle, double Down, double KneesBack);
}
