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
        ServiceSettings settings;
        try
        {
            using var host = Composition.Build(flags, terminal);
            settings = host.Services.GetRequiredService<ServiceSettings>();
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
                Write(terminal, "cameras", note);
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
                Write(terminal, "options", problem, ok: false);
            return ExitCode.CheckFailed;
        }

        var passed = Try(terminal, "model", () =>
        {
            using var model = WarmModel.Load(settings.Lifter);
            return $"{model.Id} on {model.Device}; its canary output matches its card";
        });
        stop.ThrowIfCancellationRequested();
        passed &= await TryAsync(terminal, "broker", async () =>
        {
            using var preflight = new Preflight(settings);
            var created = (await preflight.RunAsync(NullLogger.Instance, isCheck: true)).Created;
            var present = settings.Inputs.Append(settings.Sink.Output).Append(settings.Sink.DeadLetters).Except(created).ToList();
            return $"{settings.Ingest.Bootstrap} answers"
                + (present.Count > 0 ? $"; topics {string.Join(", ", present)} exist, and their leaders can be reached" : "")
                + (created.Count > 0 ? $"; --create-topics: {string.Join(", ", created)} would be created" : "");
        });
        return passed ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static bool Try(Terminal terminal, string what, Func<string> check) =>
        TryAsync(terminal, what, () => Task.FromResult(check())).GetAwaiter().GetResult();

    private static async Task<bool> TryAsync(Terminal terminal, string what, Func<Task<string>> check)
    {
        try
        {
            Write(terminal, what, await check());
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
        terminal.Output.WriteLine($"{(ok ? "ok    " : "FAILED")} {what, -8} {text}");
}
