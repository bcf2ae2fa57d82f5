using System.Globalization;
using System.Numerics;
using StreamLift.Datasets;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Bench;

/// <summary>
/// People seen from the front by a webcam at the height of their chest, hips and legs hidden and what lies outside of the image too: is the trunk upright,
/// and how far off are the seen joints, compared with the whole body seen from 3 m?
/// </summary>
internal sealed class FrontViews
{
    private const int Width = 1280;
    private const int Height = 720;
    private const float Focal = 914; // 70° of view, as webcams have
    private const float Whole = 3; // m
    private static readonly float[] Distances = [0.8f, 1.2f, 3f];
    private static readonly Skeleton Human = Skeletons.H36m17;
    private static readonly int Hip = Human.IndexOf("Hip");
    private static readonly int Thorax = Human.IndexOf("Thorax");
    private static readonly int Left = Human.IndexOf("LShoulder");
    private static readonly int Right = Human.IndexOf("RShoulder");
    private static readonly int[] Lower = [.. new[] { "Hip", "RHip", "LHip", "RKnee", "LKnee", "RFoot", "LFoot", "Spine" }.Select(Human.IndexOf)];
    private static readonly int[] Upper = [.. Enumerable.Range(0, Human.Count).Except(Lower)];
    private static readonly CameraView View = CameraView.Of(
        new Camera("front", new Intrinsics(Width, Height, Focal, Focal, Width / 2.0, Height / 2.0, Distortion.None), null)
    );

    private readonly LifterModel _model;
    private readonly RequiredJoints _required;
    private readonly bool _anyway;
    private readonly List<(Sequence Sequence, int Frame)> _frames;
    private readonly JointMap _there;
    private readonly JointMap _back;
    private readonly float[] _keypoints = new float[3 * Human.Count];
    private readonly float[] _given;
    private readonly float[] _pose = new float[Skeletons.PoseWidth];
    private readonly float[] _row;
    private readonly float[] _lifted = new float[Skeletons.PoseWidth];

    public FrontViews(LifterModel model, List<Sequence> sequences, string layout, int every, bool anyway)
    {
        (_model, _required, _anyway) = (model, new RequiredJoints(model.Card), anyway);
        if (!SkeletonCatalogue.BuiltIn.TryGet(layout, out var given))
            throw new ArgumentException($"no layout {layout}", nameof(layout));
        (_there, _back) = (SkeletonCatalogue.BuiltIn.Map(Human, given), SkeletonCatalogue.BuiltIn.Map(given, Human));
        (_given, _row) = (new float[3 * given.Count], new float[model.InputWidth]);
        // Each take once: its cameras do not matter here.
        _frames =
        [
            .. sequences
                .GroupBy(sequence => (sequence.Subject, sequence.Action))
                .Select(take => take.First())
                .SelectMany(take => Enumerable.Range(0, (take.Frames + every - 1) / every).Select(i => (take, i * every))),
        ];
    }

    /// <summary>Prints Markdown.</summary>
    public void Print()
    {
        Console.WriteLine(
            $"\nUpper bodies before a webcam, {_frames.Count} frames. *Seen joints*: distance of the seen joints, relative to the thorax, mm; beside it the "
                + $"same joints with the whole body seen from 3 m. Of the true trunks {Upright():F1} % are within 20° of the vertical.\n"
        );
        Console.WriteLine("| metres away | lifted, % | trunk within 20°, % | trunk off, degrees | upside down, % | seen joints | whole body seen | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var distance in Distances)
        {
            var (lifted, upright, down, angles, error, whole, count) = (0, 0, 0, 0.0, 0.0, 0.0, 0);
            foreach (var (sequence, frame) in _frames)
            {
                See(sequence, frame, distance, hideLower: true);
                var joints = Upper.Where(joint => joint != Thorax && _keypoints[(3 * joint) + 2] > 0).ToList();
                if (!Lift())
                    continue;
                var angle = Angle();
                (lifted, angles) = (lifted + 1, angles + angle);
                (upright, down) = (upright + (angle <= 20 ? 1 : 0), down + (angle > 90 ? 1 : 0));
                (error, count) = (error + Error(joints), count + joints.Count);
                See(sequence, frame, Whole, hideLower: false);
                Lift();
                whole += Error(joints);
            }

            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {distance} | {100.0 * lifted / _frames.Count:F1} | {100.0 * upright / lifted:F1} | {angles / lifted:F1} | {100.0 * down / lifted:F1} "
                        + $"| {error / count:F1} | {whole / count:F1} | {error / whole:F2} |"
                )
            );
        }
    }

    // The camera looks at the middle between thorax and head, horizontally along the person's front.
    private void See(Sequence sequence, int frame, float metres, bool hideLower)
    {
        var world = sequence.World(frame);
        var (thorax, across) = (At(world, Thorax), At(world, Left) - At(world, Right));
        var away = Vector3.Normalize(new Vector3(-across.Y, across.X, 0)); // against the direction that the person faces
        var (right, position) = (new Vector3(away.Y, -away.X, 0), thorax - (1000 * metres * away));
        for (var joint = 0; joint < Human.Count; joint++)
        {
            var from = At(world, joint) - position;
            var (x, y, z) = (Vector3.Dot(from, right), -from.Z, Vector3.Dot(from, away));
            (_pose[3 * joint], _pose[(3 * joint) + 1], _pose[(3 * joint) + 2]) = (x, y, z);
            var (u, v) = ((Focal * x / z) + (Width / 2f), (Focal * y / z) + (Height / 2f));
            var isSeen = !hideLower || (z > 100 && u is >= 0 and < Width && v is >= 0 and < Height && !Lower.Contains(joint));
            (_keypoints[3 * joint], _keypoints[(3 * joint) + 1], _keypoints[(3 * joint) + 2]) = isSeen ? (u, v, 1) : default;
        }
        _there.Apply(_keypoints, _given);
        _back.Apply(_given, _keypoints);
    }

    private bool Lift()
    {
        if (
            _required.Check(_keypoints, _model.Features.Write(_keypoints, View, _model.Card.MissingFill, _row, out var rotation)) is not Shortage.None
            && !_anyway
        )
            return false;
        _model.Run(_row, 1, _lifted);
        if (_model.Features.RotatesPose)
            rotation.Undo(_lifted);
        return true;
    }

    private double Upright() =>
        100.0
        * _frames.Count(one =>
        {
            var world = one.Sequence.World(one.Frame);
            return Vector3.Normalize(At(world, Thorax) - At(world, Hip)).Z > MathF.Cos(20 * MathF.PI / 180);
        })
        / _frames.Count;

    private double Error(List<int> joints) =>
        joints.Sum(joint => (double)Vector3.Distance(At(_lifted, joint) - At(_lifted, Thorax), At(_pose, joint) - At(_pose, Thorax)));

    private double Angle()
    {
        var (lifted, truth) = (Vector3.Normalize(At(_lifted, Thorax) - At(_lifted, Hip)), Vector3.Normalize(At(_pose, Thorax) - At(_pose, Hip)));
        return Math.Acos(Math.Clamp(Vector3.Dot(lifted, truth), -1, 1)) * 180 / Math.PI;
    }

    private static Vector3 At(ReadOnlySpan<float> pose, int joint) => new(pose[3 * joint], pose[(3 * joint) + 1], pose[(3 * joint) + 2]);
}
