using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using StreamLift.Host.Brokers;
using StreamLift.Host.Demo.Display;
using StreamLift.Host.Produce;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;

namespace StreamLift.Host.Demo;

/// <summary>
/// Runs the demo: an ordinary producer sends the keypoints of two people before four cameras over a broker to the same two stages that <c>run --people</c>
/// uses, and ordinary consumers compare the poses and the people in the room with the truth.
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
        display.WriteLine($"topics     {DemoSettings.Input} -> {DemoSettings.Output} -> {DemoSettings.People}");
        var (scene, streams) = (new DemoScene(options.Rate, options.Seconds), StreamNames.New());
        using var rig = new DemoRig(scene, streams);
        await using var view = options.View is null ? null : await DemoView.StartAsync(options, broker, rig, display, terminal).ConfigureAwait(false);
        var stages = BothStages.Of(DemoSettings.For(options, broker.Bootstrap, broker.Properties, broker.ConsumerProperties, rig.File));
        using var first = new DemoStage(stages[0], options, terminal);
        using var second = new DemoStage(stages[1], options, terminal);
        var services = first.Services;
        var settings = services.GetRequiredService<LiftSettings>();
        using var models = ServedModels.Load(settings.Lifter);
        foreach (var (served, lifted) in models.All)
        {
            display.WriteLine($"model      {served.Current.Id} for {CameraStreams.Describe(settings, lifted)}");
            display.WriteLine($"device     {served.Current.Device}");
        }

        services.GetRequiredService<ServedLift>().Serve(models);
        await Task.WhenAll(first.PrepareAsync(stop), second.PrepareAsync(stop)).ConfigureAwait(false);

        var clock = services.GetRequiredService<TimeProvider>();
        var statistics = new DemoStatistics(scene, clock);
        using var batches = new BatchSizes(services.GetRequiredService<IMeterFactory>(), statistics.Batch);
        using var sender = new FrameSender(broker.For(DemoSettings.Input), isPaced: true);
        using var poses = DemoReader.OfPoses(broker, streams, statistics);
        using var people = DemoReader.OfPeople(broker, streams, statistics);
        await Task.WhenAll(poses.BeginAsync(stop), people.BeginAsync(stop)).ConfigureAwait(false);

        using var end = new CancellationTokenSource();
        Task[] working =
        [
            first.RunAsync(end.Token),
            second.RunAsync(end.Token),
            poses.RunAsync(end.Token),
            people.RunAsync(end.Token),
            .. view is null ? (Task[])[] : [view.RunAsync(end.Token)],
        ];
        var fault = Task.WhenAny(working); // none ends by itself
        display.WriteLine(
            $"people     {DemoScene.People} in a room with {DemoScene.Cameras} cameras, {options.Rate:0.##} frames/s each, {DemoScene.NoisePixels} px noise"
        );
        display.WriteLine("waiting    for the consumer groups to form: a broker usually waits 3 s for more members");
        await Until(() => first.IsAssigned && second.IsAssigned, Timeout.InfiniteTimeSpan, fault, stop).ConfigureAwait(false);
        if (options.OpensBrowser && !stop.IsCancellationRequested)
            view?.Open(); // now that there are people to see
        var sending = stop.IsCancellationRequested
            ? Task.CompletedTask
            : new LiveCameras(sender, scene, streams, statistics, clock).RunAsync(options.Frames, stop);
        if (!stop.IsCancellationRequested)
            await display.ShowAsync(Reports(statistics, Task.WhenAny(sending, fault))).ConfigureAwait(false);
        await Until(() => sending.IsCompleted && statistics.InFlight == 0, DrainLimit, fault, CancellationToken.None).ConfigureAwait(false);
        // Of people, an instant that was not closed is no loss.
        await Until(() => statistics.Instants >= statistics.LastFrame + 1, Second, fault, CancellationToken.None).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll([.. working, sending]).ConfigureAwait(false);
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
