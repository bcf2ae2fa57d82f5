using System.Collections.Immutable;
using System.Numerics;
using StreamLift.Datasets;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Training.Scoring;

/// <summary>
/// Cameras that are in no recording. They differ from Human3.6M's in focal length, resolution, image shape, height and the person's position in the
/// image. A camera does not move during a take, and sees the whole take. Its azimuth depends on the take. The cameras are the same for every model.
/// </summary>
internal static class UnseenRig
{
    /// <summary>The recorded cameras, with the data's 2D keypoints.</summary>
    public const string Recorded = "recorded";

    /// <summary>All cameras of this class.</summary>
    public const string Unseen = "unseen";

    // The azimuth step between two takes, radians.
    private const float GoldenAngle = 2.39996f;
    private const float ClearOf = 1500;

    /// <param name="Focal">In image widths. Human3.6M's is 1.15.</param>
    /// <param name="HeightMm">The height of the camera above the floor.</param>
    /// <param name="Least">The smallest distance from the centre of the take, mm.</param>
    /// <param name="AsideDegrees">The angle between the camera's axis and the centre of the take, to the right.</param>
    private sealed record Kind(string Name, int Width, int Height, float Focal, float HeightMm, float Least, float AsideDegrees, Distortion Lens);

    private static readonly ImmutableArray<Kind> Kinds =
    [
        new("wide", 1920, 1080, 0.6f, 1200, 3000, 0, new Distortion(DistortionForm.OpenCv, -0.12, 0.02, 0, 0, 0)),
        new("tele", 1280, 720, 2.5f, 1500, 9000, 0, Distortion.None),
        new("ceiling", 640, 480, 0.9f, 3200, 3500, 0, Distortion.None),
        new("portrait", 1080, 1920, 1.3f, 400, 4500, 0, Distortion.None),
        new("aside", 1000, 1000, 1.15f, 1600, 5000, 13, Distortion.None),
    ];

    /// <summary>wide, tele, ceiling, portrait, aside.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The sequences to measure, by the name of the cameras.</summary>
    public static IReadOnlyList<Sequence> Views(string name, IReadOnlyList<Sequence> recorded)
    {
        if (name == Recorded)
            return recorded;
        var takes = recorded.GroupBy(sequence => (sequence.Subject, sequence.Action)).Select(take => take.First()).ToList();
        return
        [
            .. Kinds
                .Where(kind => name == Unseen || name == kind.Name)
                .SelectMany(kind => takes.Select((take, i) => take.SeenBy(CameraFor(take, kind, i * GoldenAngle)))),
        ];
    }

    private static Camera CameraFor(Sequence take, Kind kind, float azimuth)
    {
        var (middle, radius) = Bounds(take);
        var distance = Math.Max(kind.Least, radius + ClearOf);
        var (sin, cos) = MathF.SinCos(azimuth);
        var at = new Vector3(middle.X + (cos * distance), middle.Y + (sin * distance), kind.HeightMm);
        // The camera looks to the left of the centre.
        var target = middle + (distance * MathF.Tan(kind.AsideDegrees * MathF.PI / 180) * new Vector3(sin, -cos, 0));
        var lens = new Intrinsics(kind.Width, kind.Height, kind.Focal * kind.Width, kind.Focal * kind.Width, kind.Width / 2.0, kind.Height / 2.0, kind.Lens);
        return new Camera(kind.Name, lens, Extrinsics.LookingAt(at, target));
    }

    // The centre of the take's bounding box, and half of its diagonal.
    private static (Vector3 Middle, float Radius) Bounds(Sequence take)
    {
        Vector3 least = new(float.MaxValue),
            most = new(float.MinValue);
        for (var frame = 0; frame < take.Frames; frame++)
        {
            var world = take.World(frame);
            for (var i = 0; i < world.Length; i += 3)
                (least, most) = (Vector3.Min(least, new Vector3(world[i..])), Vector3.Max(most, new Vector3(world[i..])));
        }
        return ((least + most) / 2, Vector3.Distance(least, most) / 2);
    }
}
