using System.Globalization;
using StreamLift.Capture;
using StreamLift.Datasets.Scenes;
using StreamLift.Tests.FilmedScenes;

namespace StreamLift.Bench;

/// <summary>Cameras at 30, 25 and 60 frames/s with clocks up to 20 ms apart and 1 % of frames lost, beside the same cameras in step.</summary>
internal static class FreeRunning
{
    private const double FromMs = 10_000;

    public static void Print(Scenes scenes)
    {
        Console.WriteLine(
            "| noise px | synchronous mm | free-running mm | ratio | not corrected mm | largest error of an offset after 10 s ms | its sigma ms |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var noise in (double[])[3, 5, 10])
        {
            var options = new SceneOptions { NoisePixels = noise };
            var (synchronous, free) = (Track(scenes.Make(options)), Track(scenes.Make(options with { IsFreeRunning = true })));
            var blind = Track(scenes.Make(options with { IsFreeRunning = true }), estimate: false);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {noise} | {synchronous.Error:F1} | {free.Error:F1} | {free.Error / synchronous.Error:F2} "
                        + $"| {blind.Error:F1} | {free.Offset:F1} | {free.Sigma:F1} |"
                )
            );
        }
    }

    private static (double Error, double Offset, double Sigma) Track(PeopleScene scene, bool estimate = true)
    {
        var tracked = new TrackedScene(new FilmedScene(scene), new CaptureOptions { EstimatesOffsets = estimate });
        var (offset, sigma) = (double.NaN, double.NaN);
        tracked.OnInstant = (time, _) =>
        {
            if (time >= FromMs && double.IsNaN(offset))
                (offset, sigma) = tracked
                    .Tracker.Report.Cameras.Select((camera, i) => (Math.Abs(camera.OffsetMs - scene.Cameras[i].ClockOffsetMs), camera.OffsetSigmaMs))
                    .Max();
        };
        tracked.Run(FromMs);
        return (tracked.MeanError, offset, sigma);
    }
}
