using Microsoft.Extensions.DependencyInjection;
using StreamLift.Fuser;
using StreamLift.Fuser.Stage;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Lifter.Suspicion;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Runs <c>check</c> and <c>fuse --check</c>: everything that the stages verify before they start. Each result is printed, and a failure skips no other check.
/// </summary>
internal static class Checks
{
    /// <summary>Checks the stages of a process.</summary>
    /// <param name="read">Reads which stages there are: a settings file that can't be read is a result too.</param>
    /// <param name="terminal">Where the results are printed.</param>
    /// <param name="stop">Ends the check.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<IReadOnlyList<StageFlags>> read, Terminal terminal, CancellationToken stop)
    {
        var report = new CheckReport(terminal);
        foreach (var stage in report.Read(read) ?? [])
            if (stage.Add == FuseComposition.Add)
                await FuseAsync(stage.Flags, report, terminal, stop);
            else
                await LiftAsync(stage.Flags, report, terminal, stop);
        return report.HasPassed ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static async Task LiftAsync(IReadOnlyDictionary<string, string?> flags, CheckReport report, Terminal terminal, CancellationToken stop)
    {
        var settings = report.Settings(() => Read<LiftSettings>(flags, terminal, LiftComposition.Add), Deadline, "cameras");
        if (settings is null)
            return;
        ServedModels? models = null;
        await report.TryAsync("model", () =>
        {
            models = ServedModels.Load(settings.Lifter);
            foreach (var (served, streams) in models.All)
                report.Write(
                    "model",
                    $"{served.Current.Id} for {CameraStreams.Describe(settings, streams)}, on {served.Current.Device}; its canary output matches its card"
                );
            return Task.FromResult<string?>(null);
        });
        using var loaded = models;
        stop.ThrowIfCancellationRequested();
        var topics = await report.BrokerAsync(settings);
        if (models is null)
            return;
        using var services = new ServiceCollection().AddMetrics().AddLifter().BuildServiceProvider();
        var telemetry = services.GetRequiredService<LifterTelemetry>();
        foreach (var topic in topics)
        {
            var suspicions = new List<string>();
            var context = LiftStageSettings.Of(settings, models, telemetry, new SuspectStreams(telemetry, suspicions.Add), TimeProvider.System) with
            {
                Strict = false,
            };
            var check = new InputCheck(settings, new LiftStage(context), LiftBatch.StreamsOf, suspicions, settings.Lifter.Strict)
            {
                DescribeStreams = streams => CameraStreams.Divide(settings, models, streams),
            };
            await report.InputAsync(check, topic, stop);
        }
    }

    private static async Task FuseAsync(IReadOnlyDictionary<string, string?> flags, CheckReport report, Terminal terminal, CancellationToken stop)
    {
        var settings = report.Settings(() => Read<FuseSettings>(flags, terminal, FuseComposition.Add), _ => "", "rig");
        if (settings is null)
            return;
        var topics = await report.BrokerAsync(settings);
        using var services = new ServiceCollection().AddMetrics().AddFuser().BuildServiceProvider();
        var telemetry = services.GetRequiredService<FuserTelemetry>();
        foreach (var topic in topics)
        {
            var warnings = new List<string>();
            telemetry.OnWarning = warnings.Add;
            var stage = new FuseStage(FuseStageSettings.Of(settings, telemetry, TimeProvider.System));
            await report.InputAsync(new InputCheck(settings, stage, FuseStage.StreamsOf, warnings, isStrict: false), topic, stop);
        }
    }

    private static string Deadline(LiftSettings settings) =>
        settings.Lifter.Deadline > TimeSpan.Zero ? $"; frames older than {settings.Lifter.Deadline.TotalMilliseconds:0.###} ms are skipped" : "";

    private static T Read<T>(IReadOnlyDictionary<string, string?> flags, Terminal terminal, Action<IServiceCollection> stage)
        where T : notnull
    {
        using var host = Composition.Build(flags, terminal, stage: stage);
        return host.Services.GetRequiredService<T>();
    }
}
