using System.Globalization;
using System.Numerics;
using StreamLift.Capture;
using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>One camera 3.6 m from recorded people: noise of keypoints and of poses drawn, each take's size unknown by 5 %.</summary>
internal static class OneCamera
{
    private const double Distance = 3600;
    private const double Height = 1500;
    private const double PixelNoise = 10;
    private const double SizeDeviation = 0.05;

    // Of each axis: the mean distance is 50 mm.
    private const double PoseNoise = 50 / 1.596;

    public static void Print(IReadOnlyList<SeenTake> moved)
    {
        var rig = Rig();
        var takes = moved.Select((take, i) => See(take, rig, new Random(i))).ToList();
        ShowLinear(takes);
        Show("size as lifted", Scores.Of(moved.Select((take, i) => See(take, rig, new Random(i), 0)), [0], isLifted: true));
        Show("nothing else", Scores.Of(takes, [0], isLifted: true, _ => new CaptureOptions()));
        Show("height", Scores.Of(takes, [0], isLifted: true, take => new CaptureOptions { HeightMm = TrueHeight(take) }));
        var floor = takes.Select(take => take with { Rig = rig with { Up = new Point3(0, 0, 1), Floor = Floor(take) } }).ToList();
        for (var i = 0; i < floor.Count; i++)
            (floor[i].Lifted, floor[i].Sigma, floor[i].IsLifted) = (takes[i].Lifted, takes[i].Sigma, takes[i].IsLifted);
        Show("floor", Scores.Of(floor, [0], isLifted: true, _ => new CaptureOptions()));
        Show("height and floor", Scores.Of(floor, [0], isLifted: true, take => new CaptureOptions { HeightMm = TrueHeight(take) }));
    }

    // The first guess of the estimate, by itself.
    private static void ShowLinear(IEnumerable<SeenTake> takes)
    {
        var (sum, count) = (0.0, 0);
        foreach (var take in takes)
        {
            var (seen, start, joints) = (new Observations(take.Rig), new PoseStart(take.Rig), new Point3[17]);
            var (view, views) = (new ViewFrame(), new PersonViews());
            for (var frame = 0; frame < take.Frames; frame++)
            {
                views.Clear();
                take.See(0, frame, isLifted: true, view);
                views.Add(view, 0);
                seen.Read(views);
                start.Find(seen, new Body(), joints);
                (sum, count) = (sum + joints[0].To(Point3.Of(take.Truth(frame), 0)), count + 1);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| linear least squares of the translation | {sum / count:0} | | | |"));
    }

    private static void Show(string known, Scores scores) =>
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {known} | {scores.Root:0} | {scores.Relative:0} | {scores.Sigma} | {scores.Frames} frames |")
        );

    private static CaptureRig Rig()
    {
        var lens = new Intrinsics(1920, 1080, 1080, 1080, 960, 540, Distortion.None);
        var at = Extrinsics.LookingAt(new Vector3(0, -(float)Distance, (float)Height), new Vector3(0, 0, 900));
        return new CaptureRig("one", [new PlacedCamera("one", new Camera("one", lens, at))]);
    }

    private static SeenTake See(SeenTake take, CaptureRig rig, Random random, double deviation = SizeDeviation)
    {
        var (world, camera) = (new float[take.World.Length], rig.Cameras[0]);
        var (keypoints, lifted) = (new float[world.Length], new float[world.Length]);
        var size = 1 + (deviation * Takes.Normal(random));
        for (var frame = 0; frame < take.Frames; frame++)
        {
            var root = Point3.Of(take.Truth(frame), 0);
            // the hip of each frame in the middle, so that the distance is the same
            for (var joint = 0; joint < 17; joint++)
            {
                var i = (17 * frame) + joint;
                var at = Point3.Of(take.World, i) - new Point3(root.X, root.Y, 0);
                at.Write(world, i);
                camera.TryProject(at, out var x, out var y);
                new Point3(x + (PixelNoise * Takes.Normal(random)), y + (PixelNoise * Takes.Normal(random)), 1).Write(keypoints, i);
                var noise = PoseNoise * new Point3(Takes.Normal(random), Takes.Normal(random), Takes.Normal(random));
                (joint == 0 ? default : (size * camera.TurnBack(Point3.Of(take.World, i) - root)) + noise).Write(lifted, i);
            }
        }

        return take with
        {
            Rig = rig,
            World = world,
            Keypoints = [keypoints],
            Layout = Skeletons.H36m17,
            Lifted = [lifted],
            Sigma =
            [
                [.. Enumerable.Repeat((float)PoseNoise, 17 * take.Frames)],
            ],
            IsLifted =
            [
                [.. Enumerable.Repeat(true, take.Frames)],
            ],
        };
    }

    private static double TrueHeight(SeenTake take)
    {
        var lengths = new double[17];
        for (var joint = 1; joint < 17; joint++)
            lengths[joint] = Point3.Of(take.World, joint).To(Point3.Of(take.World, Skeletons.H36m17.Parents[joint]));
        return BodyTable.Height(lengths);
    }

    // Recordings have floors of their own.
    private static double Floor(SeenTake take)
    {
        var feet = Enumerable.Range(0, take.Frames).Select(frame => Math.Min(take.Truth(frame)[11], take.Truth(frame)[20])).Order().ToList();
        return feet[feet.Count / 4] - BodyTable.AnkleHeight;
    }
}
