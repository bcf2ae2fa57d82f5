using System.Diagnostics;
using System.Globalization;
using StreamLift.Capture;
using StreamLift.Capture.Views;
using StreamLift.Datasets.Scenes;
using StreamLift.Tests.FilmedScenes;

namespace StreamLift.Bench;

/// <summary>How many camera frames a second one core fuses. The frames are made before; the scene is played again and again, later each time.</summary>
internal static class Speed
{
    private const double SceneSeconds = 20;

    public static void Print(int people, int cameras, double seconds)
    {
        var options = new SceneOptions
        {
            NoisePixels = 5,
            Missed = 0.1,
            Ghosts = 0.02,
            Seconds = SceneSeconds,
        };
        foreach (var isFreeRunning in (bool[])[false, true])
        {
            var scene = new FilmedScene(PeopleScene.Walking(people, cameras, options with { IsFreeRunning = isFreeRunning }));
            var tracker = new RigTracker(scene.Rig, new CaptureOptions());
            var (frame, round) = (new ViewFrame(), 0);
            Play(); // compiles, and grows the buffers
            var watch = Stopwatch.StartNew();
            var frames = 0L;
            for (; watch.Elapsed.TotalSeconds < seconds; frames += scene.Frames.Count)
                Play();
            var rate = frames / watch.Elapsed.TotalSeconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {people} people, {cameras} cameras, {(isFreeRunning ? "free-running" : "synchronous")} | {rate:F0} | {1e6 / rate:F0} |"
                )
            );

            void Play()
            {
                foreach (var made in scene.Frames)
                {
                    frame.CopyFrom(made, made.TimestampMs + (1000 * SceneSeconds * round));
                    tracker.Add(frame);
                    while (tracker.TryNext(out _)) { }
                }
                round++;
            }
        }
    }
}
