using System.Numerics;
using StreamLift.Capture.Geometry;
using StreamLift.Poses.Cameras;

namespace StreamLift.Capture.Tests.Rooms;

/// <summary>Cameras around a room of 4 x 4 m; z up, the floor at 0, mm.</summary>
internal static class MadeRig
{
    /// <summary>Cameras on a circle of 5 m, 1.6 to 2.6 m high, that look at the middle of the room; two of them at a right angle.</summary>
    public static CaptureRig Around(int cameras) =>
        Of([.. Enumerable.Range(0, cameras).Select(i => (0.6 + (2 * Math.PI * i / (cameras == 2 ? 4 : cameras)) + (0.1 * (i % 3)), 5000.0))]);

    /// <summary>Cameras in given directions (rad) and distances (mm) from the middle.</summary>
    public static CaptureRig Of((double Angle, double Distance)[] places) =>
        new("room", [.. places.Select((place, i) => Camera(i, place.Angle, place.Distance))]) { Up = new Point3(0, 0, 1), Floor = 0 };

    private static PlacedCamera Camera(int index, double angle, double distance)
    {
        var at = new Vector3((float)(distance * Math.Cos(angle)), (float)(distance * Math.Sin(angle)), 1600 + (250 * (index % 5)));
        var lens = new Intrinsics(1280, 1024, 1000, 1000, 640, 512, new Distortion(DistortionForm.OpenCv, -0.1, 0.05, 0, 0.0005, -0.0003));
        var name = $"camera-{index + 1}";
        return new PlacedCamera(name, new Camera(name, lens, Extrinsics.LookingAt(at, new Vector3(0, 0, 900))));
    }
}
