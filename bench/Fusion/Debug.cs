using StreamLift.Capture;
using StreamLift.Capture.Estimation;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;

namespace StreamLift.Bench;

internal static class Debug
{
    public static void Print(IReadOnlyList<SeenTake> takes, int[] cameras, bool isLifted)
    {
        var byFrame = new double[10];
        var counts = new int[10];
        var within = new int[10];
        var ratios = new List<(double Ratio, string What)>();
        foreach (var take in takes)
        {
            var (estimator, body, pose, views) = (new PoseEstimator(take.Rig, new CaptureOptions()), new Body(), new PersonPose(), new PersonViews());
            var frames = take.Rig.Cameras.Select(_ => new ViewFrame()).ToArray();
            for (var frame = 0; frame < take.Frames; frame++)
            {
                views.Clear();
                foreach (var camera in cameras)
                {
                    take.See(camera, frame, isLifted, frames[camera]);
                    views.Add(frames[camera], 0);
                }

                estimator.Estimate(views, body, pose);
                for (var joint = 0; joint < 17; joint++)
                {
                    var e = Point3.Of(pose.Joints, joint).To(Point3.Of(take.Truth(frame), joint));
                    byFrame[Math.Min(9, frame)] += e;
                    counts[Math.Min(9, frame)]++;
                    within[Math.Min(9, frame)] += e < pose.Sigma[joint] * 1.88 ? 1 : 0;
                    ratios.Add((e / pose.Sigma[joint], $"{take.Name} {frame} joint {joint} error {e:0} sigma {pose.Sigma[joint]:0.0} reprojection {pose.Reprojection:0.0}"));
                }
            }
        }

        for (var i = 0; i < 10; i++)
            Console.WriteLine($"frame {i}: {byFrame[i] / counts[i]:0.0} within {100.0 * within[i] / counts[i]:0.0}");
        foreach (var (ratio, what) in ratios.OrderByDescending(r => r.Ratio).Take(25))
            Console.WriteLine($"{ratio:0.0} {what}");
    }
}
