using System.CommandLine;
using StreamLift.Poses;

namespace StreamLift.Host.Commands;

/// <summary>
/// The flags of a command. Each sets configuration keys: flags override the environment, the environment overrides appsettings.json.
/// </summary>
internal sealed class FlagTable
{
    private readonly IReadOnlyList<ServiceFlag> _flags;

    /// <param name="flags">The flags, in the order of the help. One that is named twice sets the keys of both, and has the help of the first.</param>
    public FlagTable(params IEnumerable<ServiceFlag> flags) =>
        _flags = [.. flags.GroupBy(flag => flag.Name).Select(same => same.First() with { Keys = [.. same.SelectMany(flag => flag.Keys).Distinct()] })];

    /// <summary>The flag that sets a configuration key, and its values; null if there is none.</summary>
    public (string Name, string Values)? FlagOf(string key) =>
        _flags
            .Where(flag => !flag.IsSwitch && flag.Keys.Any(target => key.Equals($"StreamLift:{target}", StringComparison.OrdinalIgnoreCase)))
            .Select(flag => ((string, string)?)(flag.Name, flag.Value))
            .FirstOrDefault();

    /// <summary>Adds the flags to a command.</summary>
    public Command AddTo(Command command)
    {
        foreach (var flag in _flags)
            command.Options.Add(
                flag.IsSwitch
                    ? new Option<bool>(flag.Name) { Description = flag.Help }
                    : new Option<string>(flag.Name) { Description = flag.Help, HelpName = flag.Value }
            );
        command.Options.Add(KafkaProperties.Option());
        return command;
    }

    /// <summary>The configuration keys that the given flags set.</summary>
    /// <exception cref="ConfigurationException">A value that can't be read.</exception>
    public Dictionary<string, string?> Read(ParseResult parsed)
    {
        var keys = new Dictionary<string, string?>();
        foreach (var flag in _flags)
        {
            var text =
                flag.IsSwitch ? (parsed.GetValue<bool>(flag.Name) ? "true" : null)
                : parsed.GetValue<string>(flag.Name) is { } given && flag.Seconds is { } unit ? Durations.Parse(flag.Name, given, unit)
                : parsed.GetValue<string>(flag.Name);
            if (text is not null)
                foreach (var target in flag.Keys)
                    keys[$"StreamLift:{target}"] = text;
        }

        foreach (var (property, value) in KafkaProperties.Read(parsed))
            keys[$"Kafka:Consumer:{property}"] = keys[$"Kafka:Producer:{property}"] = value;
        return keys;
    }
}
