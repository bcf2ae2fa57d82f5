using System.CommandLine;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Poses;

namespace StreamLift.Host.Commands;

/// <summary><c>--kafka KEY=VALUE</c>, repeatable: librdkafka properties for every client of the command.</summary>
internal static class KafkaProperties
{
    private const string Flag = "--kafka";

    public static Option<string[]> Option() =>
        new(Flag)
        {
            Description =
                "any librdkafka property, e.g. security.protocol=ssl; can be repeated; a VALUE of @file:PATH or @env:NAME is read from that "
                + "file or variable and never printed",
            HelpName = "KEY=VALUE",
            Arity = ArgumentArity.OneOrMore,
        };

    /// <summary>The properties for every client of the command: the settings', then the flags', with values from files and the environment resolved.</summary>
    /// <exception cref="ConfigurationException">A value can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(ParseResult parsed)
    {
        var properties = SettingsSources.Kafka(SettingsSources.Read(new Dictionary<string, string?>()), section: null);
        foreach (var (key, value) in Read(parsed))
            properties[key] = Secrets.Resolve(key, value);
        return properties;
    }

    /// <summary>The error of a client that does not know a property.</summary>
    public static ConfigurationException Refused(Exception exception) => new($"a Kafka property (--kafka, StreamLift:Kafka): {exception.Message}");

    /// <summary>The properties as given.</summary>
    /// <exception cref="ConfigurationException">One without a key or without '='.</exception>
    public static IReadOnlyDictionary<string, string> Read(ParseResult parsed)
    {
        var given = parsed.GetValue<string[]>(Flag) ?? [];
        // Only the key: the rest may be secret.
        var wrong = given.Where(pair => pair.IndexOf('=') < 1).Select(pair => $"{Flag} {pair.Split('=')[0]}: write it as KEY=VALUE").ToList();
        if (wrong.Count > 0)
            throw new ConfigurationException(wrong);
        return given.Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]);
    }
}
