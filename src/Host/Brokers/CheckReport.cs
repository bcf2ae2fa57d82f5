using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.BrokerErrors;
using StreamLift.Host.Settings;
using StreamLift.Lanes;
using StreamLift.Lifter.Models;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>Prints the results of a check as they come, and keeps whether all passed. A failure skips no other check.</summary>
internal sealed class CheckReport(Terminal terminal)
{
    /// <summary>Whether nothing has failed.</summary>
    public bool HasPassed { get; private set; } = true;

    /// <summary>Prints the result of a check.</summary>
    public void Write(string what, string text, CheckResult result = CheckResult.Ok)
    {
        HasPassed &= result != CheckResult.Failed;
        terminal.Output.WriteLine($"{(result switch { CheckResult.Ok => "ok    ", CheckResult.Warning => "warn  ", _ => "FAILED" })} {what, -8} {text}");
    }

    /// <summary>Reads options.</summary>
    /// <returns>Null after a problem.</returns>
    public T? Read<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
                Write("options", problem, CheckResult.Failed);
            return null;
        }
    }

    /// <summary>Reads the settings of a stage, and says what was assumed of the files they name.</summary>
    /// <returns>Null after a problem.</returns>
    public T? Settings<T>(Func<T> read, Func<T, string> more, string files)
        where T : ServiceSettings
    {
        if (Read(read) is not { } settings)
            return null;
        var isExactlyOnce = settings.Sink.Guarantee == Guarantee.ExactlyOnce;
        Write("options", $"valid{(isExactlyOnce ? $"; exactly once, one transactional id per lane, from {settings.TransactionalId(0)}" : "")}{more(settings)}");
        foreach (var note in settings.Notes)
            Write(files, note, settings.Warnings.Contains(note) ? CheckResult.Warning : CheckResult.Ok);
        return settings;
    }

    /// <summary>Verifies the broker and the topics.</summary>
    /// <returns>The input topics that exist.</returns>
    public async Task<IReadOnlyList<string>> BrokerAsync(ServiceSettings settings)
    {
        IReadOnlyList<string> topics = [];
        await TryAsync("broker", async () =>
        {
            using var preflight = new Preflight(settings);
            var facts = await preflight.RunAsync(NullLogger.Instance, isCheck: true);
            var created = facts.Created;
            topics = facts.Inputs;
            IEnumerable<string> named =
            [
                .. settings.Inputs,
                settings.Sink.Output,
                settings.Sink.DeadLetters,
                .. settings.State is { } state ? [state] : (string[])[],
            ];
            var present = named.Except(created).ToList();
            return $"{settings.Ingest.Bootstrap} answers"
                + (present.Count > 0 ? $"; topics {string.Join(", ", present)} exist, and their leaders can be reached" : "")
                + (created.Count > 0 ? $"; --create-topics: {string.Join(", ", created)} would be created" : "");
        });
        return topics;
    }

    /// <summary>Says what the stage would reject of a topic's last records, and what is probably wrong.</summary>
    public async Task InputAsync(InputCheck check, string topic, CancellationToken stop)
    {
        IReadOnlyList<(CheckResult Result, string Text)> findings = [];
        await TryAsync("input", async () =>
        {
            findings = await check.ReadAsync(topic, stop);
            return null;
        });
        foreach (var (result, text) in findings)
            Write("input", text, result);
    }

    /// <summary>Runs a check and prints what it gives, or its error.</summary>
    public async Task TryAsync(string what, Func<Task<string?>> check)
    {
        try
        {
            if (await check() is { } text)
                Write(what, text);
        }
        catch (ConfigurationException e)
        {
            foreach (var problem in e.Problems)
                Write(what, problem, CheckResult.Failed);
        }
        catch (BrokerException e)
        {
            foreach (var problem in e.Problems)
                Write(what, problem, CheckResult.Failed);
        }
        catch (KafkaException e)
        {
            Write(what, ErrorSentence.Of(e.Error), CheckResult.Failed);
        }
        catch (ModelException e)
        {
            Write(what, e.Message, CheckResult.Failed);
        }
    }
}
