using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Tests.Estimation;

/// <summary>People whose joints are known, as the cameras of Human3.6M's S9 see them, with noise.</summary>
internal sealed class Scene
{
    public const int Joints = ViewFrame.BodyJoints;

    private readonly Random _random;
    private readonly ViewFrame[] _frames;

    public Scene(int cameras, int seed = 1)
        : this(Human36m(cameras), seed) { }

    public Scene(CaptureRig rig, int seed = 1)
    {
        (Rig, _random) = (rig, new Random(seed));
        _frames = [.. rig.Cameras.Select(_ => new ViewFrame())];
    }

    public CaptureRig Rig { get; }

    public PersonViews Views { get; } = new();

    /// <summary>The layout of the keypoints, whose joints are those of the body.</summary>
    public static JointMap Map { get; } = SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, Skeletons.H36m17);

    public static CaptureRig Human36m(int cameras) =>
        new("S9", [.. Human36mCameras.Serials.Take(cameras).Select(serial => new PlacedCamera($"S9/Walking/{serial}", Human36mCameras.Find("S9", serial)!))])
        {
            Up = new Point3(0, 0, 1),
            Floor = 0,
        };

    /// <summary>A person who stands near the middle of the rig, with bones in directions of chance.</summary>
    public float[] Person()
    {
        var joints = new float[3 * Joints];
        new Point3(Uniform(-500, 500), Uniform(-500, 500), Uniform(850, 950)).Write(joints, 0);
        for (var joint = 1; joint < Joints; joint++)
        {
            var parent = Skeletons.H36m17.Parents[joint];
            var upright = Capture.Estimation.BodyTable.Upright[joint];
            var bone = (upright + (0.4 * new Point3(Normal(), Normal(), Normal()))).Unit;
            (Point3.Of(joints, parent) + (Capture.Estimation.BodyTable.Lengths[joint] * bone)).Write(joints, joint);
        }

        return joints;
    }

    /// <summary>Fills <see cref="Views"/> with what the cameras see of a person.</summary>
    /// <param name="world">The person.</param>
    /// <param name="noisePixels">The noise of the keypoints, px.</param>
    /// <param name="liftedNoise">The noise of the lifted poses along each axis, mm; NaN for none.</param>
    /// <param name="liftedScale">The size of the lifted poses as a multiple of the person's.</param>
    /// <param name="followed">The share of the keypoints' noise that the lifted poses have too.</param>
    public void See(ReadOnlySpan<float> world, double noisePixels = 0, double liftedNoise = double.NaN, double liftedScale = 1, double followed = 0)
    {
        Views.Clear();
        for (var camera = 0; camera < Rig.Cameras.Count; camera++)
        {
            var (frame, placed) = (_frames[camera], Rig.Cameras[camera]);
            frame.Begin(camera, 0, 0, Map);
            var person = frame.Add(-1, float.NaN, !double.IsNaN(liftedNoise));
            Point3 hipNoise = default;
            for (var joint = 0; joint < Joints; joint++)
            {
                var (at, pixels) = (placed.ToCamera(Point3.Of(world, joint)), noisePixels * new Point3(Normal(), Normal(), 0));
                if (placed.TryProject(Point3.Of(world, joint), out var x, out var y))
                    Set(frame, person, joint, x + pixels.X, y + pixels.Y, 1);
                var (lifted, shared) = (placed.TurnBack(Point3.Of(world, joint) - Point3.Of(world, 0)), (at.Z / placed.Camera.Intrinsics.Fx) * pixels);
                hipNoise = joint == 0 ? shared : hipNoise;
                var noise = joint == 0 || double.IsNaN(liftedNoise) ? default : liftedNoise * new Point3(Normal(), Normal(), Normal());
                ((liftedScale * lifted) + noise + (followed * (shared - hipNoise))).Write(frame.Lifted(person), joint);
            }

            frame.MapBody(person);
            Views.Add(frame, person);
        }
    }

    /// <summary>Moves a keypoint of a view, or hides it with a score of 0.</summary>
    public void Set(int camera, int joint, double x, double y, double score)
    {
        Set(_frames[camera], Views[camera].Person, joint, x, y, score);
        _frames[camera].MapBody(Views[camera].Person);
    }

    /// <summary>Leaves one camera's view only.</summary>
    public void KeepView(int camera)
    {
        var (frame, person) = Views[camera];
        Views.Clear();
        Views.Add(frame, person);
    }

    public void Hide(int camera, int joint) => Set(camera, joint, 0, 0, 0);

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public double Uniform(double from, double to) => from + ((to - from) * _random.NextDouble());

    private static void Set(ViewFrame frame, int person, int joint, double x, double y, double score)
    {
        var keypoint = frame.Keypoints(person).Slice(3 * joint, 3);
        (keypoint[0], keypoint[1], keypoint[2]) = ((float)x, (float)y, (float)score);
    }
}
