using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.BrokerErrors;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>Runs <c>check</c>: everything that <c>run</c> verifies before it starts. Each result is printed, and a failure skips no other check.</summary>
internal static class Checks
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> flags, Terminal terminal, CancellationToken stop)
    {
        LiftSettings settings;
        try
        {
            using var host = Composition.Build(flags, terminal);
            settings = host.Services.GetRequiredService<LiftSettings>();
            Write(
                terminal,
                "options",
                "valid"
                    + (
                        settings.Sink.Guarantee == Guarantee.ExactlyOnce
                            ? $"; exactly once, one transactional id per lane, from {settings.TransactionalId(0)}"
                            : ""
                    )
                    + (settings.Lifter.Deadline > TimeSpan.Zero ? $"; frames older than {settings.Lifter.Deadline.TotalMilliseconds:0.###} ms are skipped" : "")
            );
            foreach (var note in settings.Notes)
                Write(terminal, "cameras", note, settings.Warnings.Contains(note) ? CheckResult.Warning : CheckResult.Ok);
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
                Write(terminal, "options", problem, ok: false);
            return ExitCode.CheckFailed;
        }

        LifterModel? model = null;
        var passed = Try(terminal, "model", () =>
        {
            model = WarmModel.Load(settings.Lifter);
            return $"{model.Id} on {model.Device}; its canary output matches its card";
        });
        using var loaded = model;
        stop.ThrowIfCancellationRequested();
        IReadOnlyList<string> topics = [];
        passed &= await TryAsync(terminal, "broker", async () =>
        {
            using var preflight = new Preflight(settings);
            var facts = await preflight.RunAsync(NullLogger.Instance, isCheck: true);
            var created = facts.Created;
            topics = facts.Inputs;
            var present = settings.Inputs.Append(settings.Sink.Output).Append(settings.Sink.DeadLetters).Except(created).ToList();
            return $"{settings.Ingest.Bootstrap} answers"
                + (present.Count > 0 ? $"; topics {string.Join(", ", present)} exist, and their leaders can be reached" : "")
                + (created.Count > 0 ? $"; --create-topics: {string.Join(", ", created)} would be created" : "");
        });
        if (model is not null)
            foreach (var topic in topics)
                passed &= await LookAtAsync(topic, settings, model, terminal, stop);
        return passed ? ExitCode.Done : ExitCode.CheckFailed;
    }

    // What run would reject, and what is probably wrong.
    private static async Task<bool> LookAtAsync(string topic, LiftSettings settings, LifterModel model, Terminal terminal, CancellationToken stop)
    {
        using var services = new ServiceCollection().AddMetrics().AddLifter().BuildServiceProvider();
        IReadOnlyList<(CheckResult Result, string Text)> findings = [];
        var isRead = await TryAsync(terminal, "input", async () =>
        {
            var check = new InputCheck(settings, new ServedModel(model), services.GetRequiredService<LifterTelemetry>(), TimeProvider.System);
            findings = await check.ReadAsync(topic, stop);
            return null;
        });
        foreach (var (result, text) in findings)
            Write(terminal, "input", text, result);
        return isRead && findings.All(finding => finding.Result != CheckResult.Failed);
    }

    private static bool Try(Terminal terminal, string what, Func<string> check) =>
        TryAsync(terminal, what, () => Task.FromResult<string?>(check())).GetAwaiter().GetResult();

    private static async Task<bool> TryAsync(Terminal terminal, string what, Func<Task<string?>> check)
    {
        try
        {
            if (await check() is { } text)
                Write(terminal, what, text);
            return true;
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
                Write(terminal, what, problem, ok: false);
        }
        catch (BrokerException e)
        {
            foreach (var problem in e.Problems)
                Write(terminal, what, problem, ok: false);
        }
        catch (Confluent.Kafka.KafkaException e)
        {
            Write(terminal, what, ErrorSentence.Of(e.Error), ok: false);
        }
        catch (ModelException e)
        {
            Write(terminal, what, e.Message, ok: false);
        }

        return false;
    }

    private static void Write(Terminal terminal, string what, string text, bool ok = true) =>
        Write(terminal, what, text, ok ? CheckResult.Ok : CheckResult.Failed);

    private static void Write(Terminal terminal, string what, string text, CheckResult result) =>
        terminal.Output.WriteLine($"{(result switch { CheckResult.Ok => "ok    ", CheckResult.Warning => "warn  ", _ => "FAILED" })} {what, -8} {text}");
}
