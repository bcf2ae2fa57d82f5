using System.CommandLine;
using StreamLift.Poses;

namespace StreamLift.Host.Commands;

/// <summary><c>--kafka KEY=VALUE</c>, as often as one likes: librdkafka's own properties, for every client of the command.</summary>
internal static class KafkaProperties
{
    private const string Flag = "--kafka";

    public static Option<string[]> Option() => new(Flag)
    {
        Description = "any librdkafka property, e.g. security.protocol=ssl; may be given more than once",
        HelpName = "KEY=VALUE",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <exception cref="ConfigurationException">One without a key or without '='.</exception>
    public static IReadOnlyDictionary<string, string> Read(ParseResult parsed)
    {
        var given = parsed.GetValue<string[]>(Flag) ?? [];
        var wrong = given.Where(pair => pair.IndexOf('=') < 1).Select(pair => $"{Flag} {pair}: write it as KEY=VALUE").ToList();
        if (wrong.Count > 0)
            throw new ConfigurationException(wrong);
        return given.Select(pair => pair.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]);
    }
}
