using System.Diagnostics;
using System.Globalization;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Host.Running;
using StreamLift.Host.Scenes;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Produce;

/// <summary>Runs <c>produce</c>.</summary>
internal static class ProduceRun
{
    /// <summary>Sends every frame, or the frames until <paramref name="stop"/>, and waits for their acknowledgements.</summary>
    /// <exception cref="ConfigurationException">Wrong options or data, or a missing topic.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error.</exception>
    public static async Task<int> RunAsync(ProduceOptions options, Terminal terminal, CancellationToken stop)
    {
        var catalogue = options.Layouts is { } file ? SkeletonCatalogue.Load(file) : SkeletonCatalogue.BuiltIn;
        var layout = options.Layout is { } name ? catalogue.Of("--layout", name) : null;
        var motion = await OpenAsync(options, layout, catalogue, terminal);
        var times = CaptureTimes.Of(motion, options, TimeProvider.System.GetUtcNow());
        if (motion is SceneMotion { Scene: var scene } && options.Scene is { } files)
        {
            if (files.RigOut is { } rig)
                RigOut.Write(scene, scene.Name, rig);
            if (files.TruthOut is { } truth)
                TruthFile.Write(scene, times.Start!.Value.ToUnixTimeMilliseconds(), truth);
        }
        var messages = new FrameMessages(motion, layout, catalogue, options.Encoding, options.FramesPerRecord, options.IsKeyedByRig);
        if (options is { IsKeyedByRig: true, FramesPerRecord: > 1 } && motion.Streams.Count > 1)
            terminal.Error.WriteLine(
                $"note: a record has {options.FramesPerRecord} frames of one camera, so the frames of a rig come camera by camera; the second stage needs a "
                    + "--wait that is longer than these frames take"
            );
        if (options.Broker is not { } broker)
        {
            DryRun.Print(motion, times, layout, catalogue, options.IsKeyedByRig, terminal.Output);
            return ExitCode.Done;
        }
        await CommandTopic.EnsureAsync(broker, options.CreateTopics, stop);

        using var sender = new FrameSender(broker, isPaced: options.Rate is not null);
        var started = Stopwatch.GetTimestamp();
        var schedule = new FrameSchedule(motion, options.Rate);
        var frames = 0L;
        var total = motion.Streams.Aggregate((long?)0, (sum, stream) => sum + stream.Frames);
        await SendingProgress.ShowAsync(terminal.Error, total, report =>
            Task.Run(async () => frames = await SendAsync(schedule, messages, times, sender, report, stop), CancellationToken.None)
        );
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var records = options.FramesPerRecord == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", in {Counted.Of(sender.Acknowledged, "record")}");
        var early = stop.IsCancellationRequested && total is not null ? "; stopped before the end" : "";
        terminal.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"sent {Counted.Of(frames, "frame")} of {Counted.Of(motion.Streams.Count, "stream")} in {seconds:0.0} s ({frames / seconds:N0} frames/s), all "
                    + $"acknowledged{records}{early}"
            )
        );
        return ExitCode.Done;
    }

    private static async Task<IMotion> OpenAsync(ProduceOptions options, Skeleton? layout, SkeletonCatalogue catalogue, Terminal terminal)
    {
        if (options is { Endless: true, Scene: null })
            return options.GivenOfDetections.Count == 0
                ? new EndlessMotion(options.Motion, options.Rate)
                : throw new ConfigurationException($"{string.Join(", ", options.GivenOfDetections)}: only for detectors' files, not with --endless");
        IMotion motion = null!;
        var notes = new List<string>();
        await SendingProgress.ShowAsync(
            terminal.Error,
            null,
            report =>
                Task.Run(() =>
                {
                    var detections = options.Detections with { Layout = layout, Catalogue = catalogue, Progress = report };
                    motion = options.Scene is { } scene
                        ? SceneSource.Open(options, scene, notes.Add)
                        : MotionSource.Open(options.Motion, detections, options.GivenOfDetections, notes.Add);
                }),
            "files read"
        );
        foreach (var note in notes)
            terminal.Error.WriteLine(MotionNote.Line(note));
        return motion;
    }

    private static async Task<long> SendAsync(
        FrameSchedule schedule,
        FrameMessages messages,
        CaptureTimes times,
        FrameSender sender,
        Action<long> report,
        CancellationToken stop
    )
    {
        var frames = 0L;
        var pace = new Pace(TimeProvider.System);
        foreach (var due in schedule.Frames())
        {
            if (stop.IsCancellationRequested || !await pace.WaitAsync(due.Due, stop))
                break;
            var now = TimeProvider.System.GetUtcNow();
            if (messages.Of(due.Stream, due.Place, times.Of(due.Stream, due.Place, now), now) is { } message)
                sender.Send(message, CancellationToken.None);
            if (++frames % 32 == 0)
                report(frames);
        }
        foreach (var message in messages.Flush(TimeProvider.System.GetUtcNow()))
            sender.Send(message, CancellationToken.None);
        sender.Finish(CancellationToken.None);
        report(frames);
        return frames;
    }
}
