using System.Diagnostics;
using System.Globalization;
using StreamLift.Capture;
using StreamLift.Capture.Estimation;
using StreamLift.Capture.People;
using StreamLift.Capture.Views;

namespace StreamLift.Bench;

/// <summary>How long one estimate takes.</summary>
internal static class Speed
{
    private const int Rounds = 5;
    private const int Repetitions = 100;

    public static void Print(IReadOnlyList<SeenTake> takes)
    {
        foreach (var cameras in (int[])[1, 2, 4])
        {
            var best = double.PositiveInfinity;
            for (var round = 0; round < Rounds; round++)
                best = Math.Min(best, Measure(takes[0], cameras));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cameras} cameras: {1e6 * best:0.0} µs a person; with four people {cameras / (4 * best):0} camera frames/s"
                )
            );
        }
    }

    private static double Measure(SeenTake take, int cameras)
    {
        var (estimator, body, pose, views) = (new PoseEstimator(take.Rig, new CaptureOptions()), new Body(), new PersonPose(), new PersonViews());
        var frames = Enumerable.Range(0, take.Frames).Select(frame => Frames(take, frame, cameras)).ToList();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Repetitions; i++)
            foreach (var instant in frames)
            {
                views.Clear();
                foreach (var frame in instant)
                    views.Add(frame, 0);
                estimator.Estimate(views, body, pose);
            }

        return watch.Elapsed.TotalSeconds / Repetitions / frames.Count;
    }

    private static ViewFrame[] Frames(SeenTake take, int frame, int cameras)
    {
        var frames = new ViewFrame[cameras];
        for (var camera = 0; camera < cameras; camera++)
            take.See(camera, frame, isLifted: true, frames[camera] = new ViewFrame());
        return frames;
    }
}
