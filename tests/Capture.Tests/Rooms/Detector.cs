using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Tests.Rooms;

/// <summary>Sees people as a detector does: with noise, people it misses, ghosts, in any order.</summary>
internal sealed class Detector(CaptureRig rig, int seed)
{
    private static readonly JointMap Map = SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, Skeletons.H36m17);

    private readonly Random _random = new(seed);
    private readonly ViewFrame[] _frames = [.. rig.Cameras.Select(_ => new ViewFrame())];
    private readonly List<ViewFrame> _views = [];

    /// <summary>The deviation of a keypoint along each axis, px.</summary>
    public double NoisePixels { get; init; }

    /// <summary>The share of a view's people that it misses.</summary>
    public double Missed { get; init; }

    /// <summary>The ghosts of a view as a share of its people.</summary>
    public double Ghosts { get; init; }

    /// <summary>Whether it mostly misses a person who stands behind another one, and gives some joints of the two to the wrong one.</summary>
    public bool IsConfused { get; init; }

    /// <summary>The deviation of a lifted joint along each axis, mm; null: people are not lifted.</summary>
    public double? LiftedMm { get; init; }

    /// <summary>Whether a camera gives a frame at an instant.</summary>
    public Func<int, int, bool> IsOn { get; init; } = (_, _) => true;

    /// <summary>Whether a camera can see a person.</summary>
    public Func<int, int, bool> CanSee { get; init; } = (_, _) => true;

    /// <summary>The views of an instant; valid until the next.</summary>
    public IReadOnlyList<ViewFrame> See(int instant, Point3[][] people)
    {
        _views.Clear();
        for (var camera = 0; camera < rig.Cameras.Count; camera++)
        {
            if (!IsOn(camera, instant))
                continue;
            var frame = _frames[camera];
            frame.Begin(camera, instant, Rooms.Instants.Ms(instant), Map);
            foreach (var person in Enumerable.Range(0, people.Length).OrderBy(_ => _random.Next()))
            {
                if (CanSee(camera, person) && _random.NextDouble() >= Missed)
                    Add(frame, Seen(rig.Cameras[camera], people, person));
                if (_random.NextDouble() < Ghosts)
                    Add(frame, Ghost());
            }
            _views.Add(frame);
        }
        return _views;
    }

    private Point3[]? Seen(PlacedCamera camera, Point3[][] people, int person)
    {
        if (!IsConfused)
            return people[person];
        foreach (var other in people)
        {
            var (at, otherAt) = (camera.ToCamera(people[person][0]), camera.ToCamera(other[0]));
            if (ReferenceEquals(other, people[person]) || Math.Abs((at.X / at.Z) - (otherAt.X / otherAt.Z)) > 0.06)
                continue;
            if (at.Z > otherAt.Z && _random.NextDouble() < 0.7)
                return null;
            return [.. people[person].Select((joint, i) => _random.NextDouble() < 0.15 ? other[i] : joint)];
        }
        return people[person];
    }

    private Point3[] Ghost()
    {
        var at = new Point3(6000 * (_random.NextDouble() - 0.5), 6000 * (_random.NextDouble() - 0.5), 0);
        return Walker.Pose(at, 6 * _random.NextDouble(), 6 * _random.NextDouble(), 0.8 + (0.4 * _random.NextDouble()));
    }

    private void Add(ViewFrame frame, Point3[]? pose)
    {
        if (pose is null)
            return;
        var camera = rig.Cameras[frame.Camera];
        var lens = camera.Camera.Intrinsics;
        var person = frame.Add(-1, float.NaN, LiftedMm is not null);
        for (var joint = 0; joint < pose.Length; joint++)
        {
            if (!camera.TryProject(pose[joint], out var x, out var y) || x < 0 || y < 0 || x >= lens.Width || y >= lens.Height)
                continue;
            var keypoint = frame.Keypoints(person).Slice(3 * joint, 3);
            (keypoint[0], keypoint[1], keypoint[2]) = ((float)(x + (NoisePixels * Normal())), (float)(y + (NoisePixels * Normal())), 0.9f);
        }
        frame.MapBody(person);
        if (LiftedMm is not { } deviation)
            return;
        for (var joint = 1; joint < pose.Length; joint++)
        {
            var error = new Point3(deviation * Normal(), deviation * Normal(), deviation * Normal());
            (camera.TurnBack(pose[joint] - pose[0]) + error).Write(frame.Lifted(person), joint);
        }
        frame.Sigma(person).Fill((float)deviation);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
