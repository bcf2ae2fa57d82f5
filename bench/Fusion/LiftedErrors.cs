using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;
using StreamLift.Poses.Layouts;

namespace StreamLift.Bench;

/// <summary>The errors of lifted bones across and along the line of sight, and of keypoints: the numbers of BodyTable.</summary>
internal static class LiftedErrors
{
    private const int Joints = ViewFrame.BodyJoints;

    public static void Print(IEnumerable<SeenTake> takes, Lifting lifting)
    {
        var across = new double[Joints];
        var away = new double[Joints];
        var sigma = new double[Joints];
        var between = new double[Joints];
        var hip = new double[Joints];
        var pixels = new double[Joints];
        var meanPixels = new Dictionary<(string, int, int), (double X, double Y, int N)>();
        var count = 0;
        foreach (var take in takes)
        {
            lifting.Lift(take);
            var map = SkeletonCatalogue.BuiltIn.Map(take.Layout, Skeletons.H36m17);
            var body = new float[51];
            for (var frame = 0; frame < take.Frames; frame++)
            {
                var truth = take.Truth(frame).ToArray();
                var errors = new Point3[take.Rig.Cameras.Count, Joints];
                for (var camera = 0; camera < take.Rig.Cameras.Count; camera++)
                {
                    map.ApplySeen(take.Person(camera, frame), body);
                    count++;
                    var placed = take.Rig.Cameras[camera];
                    var sight = (Point3.Of(truth, 0) - placed.Centre).Unit;
                    for (var joint = 0; joint < Joints; joint++)
                    {
                        placed.TryProject(Point3.Of(truth, joint), out var x, out var y);
                        if (body[3 * joint + 2] > 0)
                        {
                            var (dx, dy) = (body[3 * joint] - x, body[3 * joint + 1] - y);
                            pixels[joint] += (dx * dx) + (dy * dy);
                            var key = (take.Name, camera, joint);
                            var m = meanPixels.GetValueOrDefault(key);
                            meanPixels[key] = (m.X + dx, m.Y + dy, m.N + 1);
                        }

                        if (joint == 0)
                            continue;
                        var parent = Skeletons.H36m17.Parents[joint];
                        var bone = take.LiftedJoint(camera, frame, joint) - take.LiftedJoint(camera, frame, parent);
                        var error = bone - (Point3.Of(truth, joint) - Point3.Of(truth, parent));
                        errors[camera, joint] = error;
                        var deep = error.Dot(sight);
                        away[joint] += deep * deep;
                        across[joint] += (error.Dot(error) - (deep * deep)) / 2;
                        var s = take.Sigma[camera][(frame * Joints) + joint];
                        sigma[joint] += s * s;
                        var relative = take.LiftedJoint(camera, frame, joint) - (Point3.Of(truth, joint) - Point3.Of(truth, 0));
                        hip[joint] += relative.Dot(relative) / 3;
                    }
                }

                for (var joint = 1; joint < Joints; joint++)
                    for (var a = 0; a < 4; a++)
                        for (var b = 0; b < a; b++)
                            between[joint] += errors[a, joint].Dot(errors[b, joint]) / 6 * 4;
            }
        }

        for (var joint = 0; joint < Joints; joint++)
            Console.WriteLine(
                $"{Skeletons.H36m17.Joints[joint], -10} bone across {Math.Sqrt(across[joint] / count):0.0} away {Math.Sqrt(away[joint] / count):0.0} | correlation between cameras {between[joint] / ((2 * across[joint]) + away[joint]):0.00} | model sigma {Math.Sqrt(sigma[joint] / count):0.0} hip-relative {Math.Sqrt(hip[joint] / count):0.0} | pixels rms {Math.Sqrt(pixels[joint] / count / 2):0.0}, of means {Math.Sqrt(meanPixels.Where(p => p.Key.Item3 == joint).Select(p => (p.Value.X * p.Value.X + p.Value.Y * p.Value.Y) / p.Value.N / p.Value.N / 2).DefaultIfEmpty(0).Average()):0.0}"
            );
    }
}
