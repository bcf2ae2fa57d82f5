using System.CommandLine;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Poses;

namespace StreamLift.Host.Commands;

/// <summary><c>--kafka KEY=VALUE</c>, as often as one likes: librdkafka's own properties, for every client of the command.</summary>
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

    /// <summary>What holds for every client of the command: the settings' properties, then the flags', with what files and environment hold.</summary>
    /// <exception cref="ConfigurationException">One that can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(ParseResult parsed)
    {
        var properties = SettingsSources.Kafka(SettingsSources.Read(new Dictionary<string, string?>()), section: null);
        foreach (var (key, value) in Read(parsed))
            properties[key] = Secrets.Resolve(key, value);
        return properties;
    }

    /// <summary>What a client says of a property that it doesn't know, wherever that came from.</summary>
    public static ConfigurationException Refused(Exception exception) => new($"a Kafka property (--kafka, StreamLift:Kafka): {exception.Message}");

    /// <summary>As they were given.</summary>
    /// <exception cref="ConfigurationException">One without a key or without '='.</exception>
    public static IReadOnlyDictionary<string, string> Read(ParseResult parsed)
    {
        var given = parsed.GetValue<string[]>(Flag) ?? [];
        // no more of it than a key: what stands there may be secret
        var wrong = given.Where(pair => pair.IndexOf('=') < 1).Select(pair => $"{Flag} {pair.Split('=')[0]}: write it as KEY=VALUE").ToList();
        if (wrong.Count > 0)
            throw new ConfigurationException(wrong);
        return given.Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]);
    }
}
