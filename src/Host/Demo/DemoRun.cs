using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Host.Produce;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Sink;
using StreamLift.Sink.Records;

namespace StreamLift.Host.Demo;

/// <summary>
/// Runs the demo: an ordinary producer sends a synthetic performer's keypoints over a broker to the same pipeline that <c>run</c> uses, and an ordinary
/// consumer compares the poses with the ground truth.
/// </summary>
internal static class DemoRun
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs for the requested time, or until <paramref name="stop"/>.</summary>
    /// <returns>The statistics after the last poses.</returns>
    public static async Task<DemoReport> RunAsync(DemoOptions options, IDemoDisplay display, Terminal terminal, CancellationToken stop)
    {
        using var broker = new DemoBroker(options.Checked());
        display.WriteLine($"broker     {broker.Description}");
        display.WriteLine($"topics     {DemoSettings.Input} -> {DemoSettings.Output}");
        using var host = Composition.Build(
            DemoSettings.For(options, broker.Bootstrap, broker.Properties, broker.ConsumerProperties),
            terminal,
            LogLevel.Warning
        );
        var services = host.Services;
        var settings = services.GetRequiredService<LiftSettings>();
        using var model = LifterModel.Load(settings.Lifter.Model, settings.Lifter);
        display.WriteLine($"model      {model.Id}");
        display.WriteLine($"device     {model.Device}");
        // The embedded broker has its topics already, and would not answer a request for their settings.
        using var preflight = options.Bootstrap is null ? null : new Preflight(settings, stop);
        var facts = preflight is null
            ? new BrokerFacts(Ends: null, TopicLimits.Unknown, [], [])
            : await preflight.RunAsync(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).ConfigureAwait(false);

        var clock = services.GetRequiredService<TimeProvider>();
        var scene = new SyntheticScene(options.Rate);
        var statistics = new DemoStatistics(scene, clock);
        var streams = StreamNames.New();
        using var batches = new BatchSizes(services.GetRequiredService<IMeterFactory>(), statistics.Batch);
        using var sender = new FrameSender(broker.For(DemoSettings.Input), isPaced: true);
        using var reader = new PoseReader(broker, streams, statistics);
        var stage = services.GetRequiredService<ServedLift>();
        stage.Serve(new ServedModel(model));
        using var pipeline = new Pipeline(services, settings, stage, facts);
        await reader.BeginAsync(stop).ConfigureAwait(false);

        using var end = new CancellationTokenSource();
        var serving = pipeline.RunAsync(end.Token);
        var reading = reader.RunAsync(end.Token);
        var fault = Task.WhenAny(serving, reading); // neither ends by itself
        display.WriteLine(
            $"performer  walks, waves and squats in front of {SyntheticScene.Cameras} cameras, {options.Rate:0.##} frames/s each, "
                + $"{SyntheticScene.NoisePixels} px noise"
        );
        display.WriteLine("waiting    for the consumer group to form: a broker usually waits 3 s for more members");
        await Until(() => pipeline.Lanes.All(lane => lane.Ingest.IsAssigned), Timeout.InfiniteTimeSpan, fault, stop).ConfigureAwait(false);
        var sending = stop.IsCancellationRequested
            ? Task.CompletedTask
            : new LiveCameras(sender, scene, streams, statistics, clock).RunAsync(options.Frames, stop);
        if (!stop.IsCancellationRequested)
            await display.ShowAsync(Reports(statistics, Task.WhenAny(sending, fault))).ConfigureAwait(false);
        await Until(() => sending.IsCompleted && statistics.InFlight == 0, DrainLimit, fault, CancellationToken.None).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(serving, reading, sending).ConfigureAwait(false);
        return statistics.Read();
    }

    private static async IAsyncEnumerable<DemoReport> Reports(
        DemoStatistics statistics,
        Task finished,
        [EnumeratorCancellation] CancellationToken cancelled = default
    )
    {
        while (!finished.IsCompleted)
        {
            await Task.WhenAny(finished, Task.Delay(Second, cancelled)).ConfigureAwait(false);
            yield return statistics.Read();
        }
    }

    private static async Task Until(Func<bool> reached, TimeSpan limit, Task fault, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(limit);
        while (!reached() && !fault.IsCompleted && !over.IsCancellationRequested)
            await Task.Delay(PollInterval, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
