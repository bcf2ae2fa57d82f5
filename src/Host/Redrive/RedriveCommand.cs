using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Host.Running;
using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Redrive;

/// <summary><c>streamlift redrive</c>: dead letters back to the topic they came from.</summary>
internal static class RedriveCommand
{
    private const string Help = """
        Send dead letters back to a topic after their cause is fixed: with the original key, bytes and headers, in the original order. The
        offsets of a consumer group record what was sent, so that a second redrive sends only newer dead letters. Exit code 1 if some can't be sent.

        Example:
          streamlift redrive --bootstrap localhost:9092 --dead-letters keypoints.dead-letters --to keypoints --reason unknown-layout
        """;

    private static readonly IReadOnlyList<string> Known = [.. Enum.GetValues<Rejection>().Where(reason => reason != Rejection.None).Select(RejectionNames.Of)];

    public static Command Create(Terminal terminal)
    {
        var broker = new BrokerFlags("dead-letter topic, read to its current end", "--dead-letters");
        var to = new Option<string>("--to")
        {
            Description = "topic to send the records to, usually run's input",
            HelpName = "TOPIC",
            Required = true,
        };
        var reason = new Option<string>("--reason")
        {
            Description = "only dead letters with these reasons, separated by commas (docs/messages.md lists them)",
            HelpName = "NAME",
        };
        var group = new Option<string>("--group")
        {
            Description = "consumer group whose committed offsets record what was sent",
            HelpName = "NAME",
            DefaultValueFactory = _ => "streamlift-redrive",
        };
        var from = new Option<string>("--from")
        {
            Description = "committed: only what was not sent yet; earliest: every dead letter",
            HelpName = "WHERE",
            DefaultValueFactory = _ => "committed",
        };
        var json = new Option<bool>("--json") { Description = "print one JSON object on stdout and nothing else" };
        var command = new Command("redrive", Help);
        broker.AddTo(command);
        foreach (var option in (Option[])[to, reason, group, from, json])
            command.Options.Add(option);
        command.SetAction(
            async (parsed, stop) =>
            {
                var options = new RedriveOptions
                {
                    Broker = broker.Read(parsed),
                    To = parsed.GetValue(to)!,
                    Group = parsed.GetValue(group)!,
                    Reasons = Reasons(parsed.GetValue(reason)),
                    FromEarliest = IsEarliest(parsed.GetValue(from)!),
                    Json = parsed.GetValue(json),
                };
                using var signals = new Signals(stop);
                return await RedriveRun.RunAsync(options, terminal, TimeProvider.System, signals.Stop);
            }
        );
        return command;
    }

    /// <summary>All reasons a dead letter can have.</summary>
    public static IReadOnlyList<string> AllReasons => Known;

    private static IReadOnlyList<string> Reasons(string? list)
    {
        var names = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = names.Except(Known).Select(name => $"--reason {name}: no such reason; the reasons are {string.Join(", ", Known)}").ToList();
        return wrong.Count == 0 ? names : throw new ConfigurationException(wrong);
    }

    private static bool IsEarliest(string where) =>
        where.ToLowerInvariant() switch
        {
            "committed" => false,
            "earliest" => true,
            _ => throw new ConfigurationException($"--from {where}: write committed or earliest"),
        };
}
