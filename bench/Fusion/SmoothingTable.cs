using System.Globalization;
using StreamLift.Capture;
using StreamLift.Capture.Filters;
using StreamLift.Datasets.Scenes;
using StreamLift.Tests.FilmedScenes;

namespace StreamLift.Bench;

/// <summary>The One-Euro filter by its parameters, on people seen with 5 px of noise.</summary>
internal static class SmoothingTable
{
    public static void Print(Scenes scenes)
    {
        var filmed = new FilmedScene(scenes.Make(new SceneOptions { NoisePixels = 5 }));
        Console.WriteLine(
            "| min cutoff Hz | beta 1/mm | speed cutoff Hz | error mm | at rest mm | fast mm | jitter mm | at rest mm | lag ms | slow ms | fast ms |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        Print(filmed, null);
        foreach (var cutoff in (double[])[0.5, 1, 2])
        foreach (var beta in (double[])[0.003, 0.01, 0.02, 0.05])
            Print(filmed, new OneEuro { MinCutoffHz = cutoff, BetaPerMm = beta });
        foreach (var speedCutoff in (double[])[2, 4])
            Print(filmed, new OneEuro { SpeedCutoffHz = speedCutoff });
    }

    private static void Print(FilmedScene filmed, OneEuro? filter)
    {
        var score = new SmoothingScore();
        var tracked = new TrackedScene(filmed, new CaptureOptions { OneEuro = filter ?? new OneEuro() });
        tracked.OnFound = (person, time, truth, pose) => score.Add(person, time, truth, filter is null ? pose.Joints : pose.Smooth);
        tracked.Run(2000);
        var name = filter is null
            ? "none | |"
            : string.Create(CultureInfo.InvariantCulture, $"{filter.MinCutoffHz} | {filter.BetaPerMm} | {filter.SpeedCutoffHz}");
        Console.WriteLine($"| {name} | {score}");
    }
}
