using System.Globalization;
using System.Text;
using StreamLift.Capture.Geometry;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Tests.Rooms;

/// <summary>
/// People who walk in circles before the cameras of a rig, and the pose records that <c>run --with-keypoints</c> would write of them. The keypoints are exact.
/// The same room, camera, frame and encoding give the same bytes.
/// </summary>
/// <param name="name">The rig's name; its cameras' streams are <c>NAME/cam-1</c> and so on.</param>
/// <param name="cameras">How many cameras stand around the room.</param>
/// <param name="people">How many people walk.</param>
internal sealed class MadeRoom(string name, int cameras = 4, int people = 1)
{
    public const int Width = 1920;
    public const int Height = 1080;
    public const double Hz = 30;
    public const long Start = 1_767_225_600_000;
    private const double Focal = 1100;
    private const double Away = 4500;
    private const double CameraHeight = 1600;

    // x to the left, y forwards, z up from the floor, mm: joints of h36m17
    private static readonly (double X, double Y, double Z)[] Body =
    [
        (0, 0, 950),
        (-130, 0, 950),
        (-140, 30, 510),
        (-140, 0, 80),
        (130, 0, 950),
        (140, -30, 510),
        (140, 0, 80),
        (0, 10, 1190),
        (0, 0, 1430),
        (0, 60, 1530),
        (0, 30, 1680),
        (170, 0, 1420),
        (230, -40, 1130),
        (240, 60, 890),
        (-170, 0, 1420),
        (-230, 40, 1130),
        (-240, 120, 890),
    ];

    private readonly PoseWriter _writer = new();

    /// <summary>The rig.</summary>
    public CaptureRig Rig { get; } =
        new(name, [.. Enumerable.Range(0, cameras).Select(camera => Placed($"{name}/cam-{camera + 1}", 2 * Math.PI * (camera + 0.5) / cameras))])
        {
            Up = new Point3(0, 0, 1),
            Floor = 0,
        };

    /// <summary>The rig as a file of <c>--rig</c>, in mm.</summary>
    public string Json => $$"""{"name":"{{name}}","unit":"mm","up":"z","floor":0,"cameras":{ {{Cameras}} } }""";

    /// <summary>The capture time of a frame, of all cameras, Unix ms.</summary>
    public static long TimeOf(long frame) => Start + (long)Math.Round(frame * 1000 / Hz);

    /// <summary>A joint of a person in the world at a frame, mm.</summary>
    public static Point3 Joint(int person, long frame, int joint)
    {
        var angle = (frame / Hz * 0.8) + (person * Math.PI / 2);
        var radius = 500 + (400.0 * person);
        var (sin, cos) = Math.SinCos(angle);
        var (x, y, z) = Body[joint];
        // it looks along the circle
        return new Point3((radius * cos) - (x * cos) - (y * sin), (radius * sin) - (x * sin) + (y * cos), z);
    }

    /// <summary>The pose record of a camera's frame.</summary>
    /// <param name="camera">The camera's index.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="encoding">The encoding.</param>
    /// <param name="scale">The size of the image as a share of the calibrated one.</param>
    /// <param name="withKeypoints">Whether the people have keypoints.</param>
    public byte[] Record(int camera, long frame, WireEncoding encoding = WireEncoding.Json, double scale = 1, bool withKeypoints = true)
    {
        var placed = Rig.Cameras[camera];
        var layout = withKeypoints ? "h36m17"u8 : default;
        _writer.Begin(encoding, Encoding.UTF8.GetBytes(placed.Stream), frame, TimeOf(frame), "made@1"u8, layout, (int)(Width * scale), (int)(Height * scale));
        Span<float> keypoints = stackalloc float[51];
        Span<float> joints = stackalloc float[51];
        for (var person = 0; person < people; person++)
        {
            for (var joint = 0; joint < Body.Length; joint++)
            {
                var world = Joint(person, frame, joint);
                var isSeen = placed.TryProject(world, out var x, out var y);
                (keypoints[3 * joint], keypoints[(3 * joint) + 1]) = isSeen ? ((float)(scale * x), (float)(scale * y)) : (0, 0);
                keypoints[(3 * joint) + 2] = isSeen ? 0.9f : 0;
                placed.TurnBack(world - Joint(person, frame, 0)).Write(joints, joint);
            }

            _writer.Person(person, 0.9f, joints, default, withKeypoints ? keypoints : default);
        }

        return _writer.End().ToArray();
    }

    private string Cameras => string.Join(',', Rig.Cameras.Select(camera => JsonOf(camera.Stream, camera.Camera)));

    /// <summary>The keypoint record of a camera's frame, as a detector would send it.</summary>
    public byte[] Keypoints(int camera, long frame)
    {
        var keypoints = new KeypointFrame();
        var placed = Rig.Cameras[camera];
        keypoints.Begin(Encoding.UTF8.GetBytes(placed.Stream), frame, TimeOf(frame), Skeletons.H36m17, Width, Height);
        for (var person = 0; person < people; person++)
        {
            var points = keypoints.AddPerson(person, 0.9f);
            for (var joint = 0; joint < Body.Length; joint++)
                if (placed.TryProject(Joint(person, frame, joint), out var x, out var y))
                    (points[3 * joint], points[(3 * joint) + 1], points[(3 * joint) + 2]) = ((float)x, (float)y, 0.9f);
        }

        return new FrameEncoder().Encode(WireEncoding.Json, keypoints).ToArray();
    }

    // looks at the middle of the room, 1 m above the floor
    private static PlacedCamera Placed(string stream, double angle)
    {
        var centre = new Point3(Away * Math.Cos(angle), Away * Math.Sin(angle), CameraHeight);
        var away = (new Point3(0, 0, 1000) - centre).Unit;
        var right = away.Cross(new Point3(0, 0, 1)).Unit;
        var down = away.Cross(right);
        double[] rotation = [right.X, right.Y, right.Z, down.X, down.Y, down.Z, away.X, away.Y, away.Z];
        double[] translation = [-right.Dot(centre), -down.Dot(centre), -away.Dot(centre)];
        return new PlacedCamera(
            stream,
            new Camera(
                stream,
                new Intrinsics(Width, Height, Focal, Focal, Width / 2.0, Height / 2.0, Distortion.None),
                new Extrinsics([.. rotation], [.. translation])
            )
        );
    }

    private static string JsonOf(string stream, Camera camera) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            "{{stream}}":{"width":{{Width}},"height":{{Height}},"fx":{{Focal}},"fy":{{Focal}},"cx":{{Width / 2}},"cy":{{Height / 2}},
            "rotation":[{{string.Join(',', camera.Extrinsics!.Rotation.Select(Number))}}],"translation":[{{string.Join(
                ',',
                camera.Extrinsics.Translation.Select(Number)
            )}}]}
            """
        );

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
