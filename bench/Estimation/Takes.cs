using StreamLift.Capture;
using StreamLift.Capture.Geometry;
using StreamLift.Datasets;
using StreamLift.Datasets.Scenes;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>Recorded people before Human3.6M's four cameras.</summary>
internal static class Takes
{
    /// <summary>The room of S9: z up, the floor at 0.</summary>
    public static CaptureRig Rig(string subject = "S9") =>
        new(subject, [.. Human36mCameras.Serials.Select(serial => new PlacedCamera($"{subject}/{serial}", Human36mCameras.Find(subject, serial)!))])
        {
            Up = new Point3(0, 0, 1),
            Floor = 0,
        };

    /// <summary>
    /// Takes without cameras of their own (shared/data/motion), each moved to the middle of the room, with normal noise on the keypoints.
    /// Frames with a joint outside an image are left out.
    /// </summary>
    public static IEnumerable<SeenTake> Moved(string path, string subjects, double noise, int step, int most)
    {
        var rig = Rig();
        var data = Dataset.Open(new DatasetOptions { Path = path, Cameras = [Human36mCameras.Find("S9", Human36mCameras.Serials[0])!] });
        var number = 0;
        foreach (var sequence in data.Sequences)
        {
            if (!sequence.Subject.StartsWith(subjects, StringComparison.Ordinal))
                continue;
            var frames = Enumerable.Range(0, sequence.Frames).Where(frame => frame % step == 0).Take(most).ToList();
            var world = new List<float>();
            foreach (var frame in frames)
                world.AddRange(sequence.World(frame));
            var middle = Middle(world);
            for (var i = 0; i < world.Count; i += 3)
                (world[i], world[i + 1]) = (world[i] - (float)middle.X, world[i + 1] - (float)middle.Y);
            if (See(sequence.Stream, rig, world, new Random(number++), noise, sequence.Action) is { Frames: > 0 } take)
                yield return take;
        }
    }

    /// <summary>Takes with detections of their own (shared/data/cmu).</summary>
    public static IEnumerable<SeenTake> Detected(string path, string detections, int step)
    {
        var data = Dataset.Open(
            new DatasetOptions
            {
                Path = path,
                Detections = detections,
                Subjects = ["S9", "S11"],
            }
        );
        foreach (var take in data.Sequences.GroupBy(sequence => (sequence.Subject, sequence.Action)))
        {
            var views = take.ToList();
            var frames = Enumerable.Range(0, views.Min(view => view.Frames)).Where(frame => frame % step == 0).ToList();
            var rig = new CaptureRig(take.Key.Subject, [.. views.Select(view => new PlacedCamera(view.Stream, view.Camera))])
            {
                Up = new Point3(0, 0, 1),
                Floor = 0,
            };
            var world = frames.SelectMany(frame => views[0].World(frame).ToArray()).ToArray();
            var keypoints = views.Select(view => frames.SelectMany(frame => view.Keypoints(frame).ToArray()).ToArray()).ToArray();
            yield return new SeenTake($"{take.Key.Subject}/{take.Key.Action}", rig, views[0].Layout, world, keypoints, take.Key.Action);
        }
    }

    /// <summary>People who are made up and walk in a room, seen by cameras on its walls.</summary>
    public static IEnumerable<SeenTake> Made(int people, int cameras, double noise, int step)
    {
        var options = new SceneOptions();
        var scene = PeopleScene.Walking(people, cameras, options);
        var rig = new CaptureRig(scene.Name, [.. scene.Cameras.Select((camera, i) => new PlacedCamera(scene.Stream(i), camera.Camera))])
        {
            Up = new Point3(0, 0, 1),
            Floor = 0,
        };
        for (var person = 0; person < people; person++)
        {
            var (world, pose) = (new List<float>(), new float[Skeletons.PoseWidth]);
            for (var frame = 0; frame < options.Seconds * options.Rate; frame += step)
            {
                scene.World(person, 1000 * frame / options.Rate, pose);
                world.AddRange(pose);
            }

            yield return See($"made/{person}", rig, world, new Random(person), noise, "Walking");
        }
    }

    private static SeenTake See(string name, CaptureRig rig, List<float> world, Random random, double noise, string action)
    {
        var (kept, keypoints) = (new List<float>(), rig.Cameras.Select(_ => new List<float>()).ToArray());
        for (var first = 0; first < world.Count; first += Skeletons.PoseWidth)
        {
            var pose = world.GetRange(first, Skeletons.PoseWidth).ToArray();
            var seen = rig.Cameras.Select(camera => Project(camera, pose)).ToArray();
            if (seen.Any(view => view is null))
                continue;
            kept.AddRange(pose);
            for (var camera = 0; camera < seen.Length; camera++)
            for (var i = 0; i < seen[camera]!.Length; i += 3)
                keypoints[camera].AddRange([(float)(seen[camera]![i] + (noise * Normal(random))), (float)(seen[camera]![i + 1] + (noise * Normal(random))), 1]);
        }

        return new SeenTake(name, rig, Skeletons.H36m17, [.. kept], [.. keypoints.Select(list => list.ToArray())], action);
    }

    private static double[]? Project(PlacedCamera camera, float[] pose)
    {
        var pixels = new double[pose.Length];
        for (var joint = 0; joint < pose.Length / 3; joint++)
        {
            if (!camera.TryProject(Point3.Of(pose, joint), out var x, out var y) || x < 0 || y < 0)
                return null;
            if (x > camera.Camera.Intrinsics.Width || y > camera.Camera.Intrinsics.Height)
                return null;
            (pixels[3 * joint], pixels[(3 * joint) + 1]) = (x, y);
        }

        return pixels;
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static Point3 Middle(List<float> world)
    {
        Point3 sum = default;
        for (var i = 0; i < world.Count; i += Skeletons.PoseWidth)
            sum += new Point3(world[i], world[i + 1], world[i + 2]);
        return sum / Math.Max(1, world.Count / Skeletons.PoseWidth);
    }
}
