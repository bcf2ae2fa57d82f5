using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Datasets.Scenes;
using StreamLift.Poses.Layouts;

namespace StreamLift.Tests.FilmedScenes;

/// <summary>The frames of a scene's cameras as a lifter sends them on, in the order of their arrival.</summary>
internal sealed class FilmedScene
{
    public const double Epoch = 1_700_000_000_000;

    // The error of a lifted joint along each axis, mm.
    private const double LiftedError = 40;

    private static readonly JointMap Map = SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, Skeletons.H36m17);

    public FilmedScene(PeopleScene scene)
    {
        Scene = scene;
        Rig = new CaptureRig(scene.Name, [.. scene.Cameras.Select((camera, i) => new PlacedCamera(scene.Stream(i), camera.Camera))])
        {
            Up = new(0, 0, 1),
            Floor = 0,
        };
        Frames =
        [
            .. from camera in Enumerable.Range(0, scene.Cameras.Count)
            from place in Enumerable.Range(0, scene.Cameras[camera].Frames)
            orderby scene.Cameras[camera].ArrivedMs(place), camera
            select Frame(camera, place),
        ];
    }

    public PeopleScene Scene { get; }

    public CaptureRig Rig { get; }

    public IReadOnlyList<ViewFrame> Frames { get; }

    private ViewFrame Frame(int camera, int place)
    {
        var (filmed, seen, frame) = (Scene.Cameras[camera], new SceneFrame(), new ViewFrame());
        Scene.Detect(camera, place, seen);
        frame.Begin(camera, filmed.Number(place), Epoch + filmed.StampedMs(place), Map);
        var random = new Random((int)((1000 * filmed.Number(place)) + camera));
        var world = new float[51];
        for (var i = 0; i < seen.Count; i++)
        {
            var person = frame.Add(-1, seen.Score(i), seen.Person(i) >= 0);
            seen.Keypoints(i).CopyTo(frame.Keypoints(person));
            frame.MapBody(person);
            if (seen.Person(i) < 0)
                continue;
            Scene.World(seen.Person(i), filmed.CapturedMs(place), world);
            var hip = Point3.Of(world, 0);
            for (var joint = 1; joint < ViewFrame.BodyJoints; joint++)
                (Rig.Cameras[camera].TurnBack(Point3.Of(world, joint) - hip) + (LiftedError * Normal(random))).Write(frame.Lifted(person), joint);
            frame.Sigma(person).Fill((float)LiftedError);
        }
        return frame;
    }

    private static Point3 Normal(Random random) => new(One(random), One(random), One(random));

    private static double One(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
