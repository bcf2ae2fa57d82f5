using System.CommandLine;
using System.Globalization;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>The flags of <see cref="BrokerOptions"/>.</summary>
internal sealed class BrokerFlags
{
    private readonly Option<string> _bootstrap = new("--bootstrap") { Description = "bootstrap brokers, separated by commas", HelpName = "HOST:PORT" };

    private readonly Option<string> _topic;

    private readonly Option<string> _connect = new("--connect-timeout")
    {
        Description = "time limit for the broker's first answer [default: 30]",
        HelpName = "SECONDS",
    };

    /// <param name="topicHelp">Description of the topic's flag.</param>
    /// <param name="topicFlag">Name of the topic's flag.</param>
    /// <param name="isRequired">Whether a command line without brokers and topic is refused when it is parsed.</param>
    public BrokerFlags(string topicHelp, string topicFlag = "--topic", bool isRequired = true)
    {
        _topic = new(topicFlag)
        {
            Description = topicHelp,
            HelpName = "TOPIC",
            Required = isRequired,
        };
        _bootstrap.Required = isRequired;
    }

    /// <summary>The names of the required flags that were not given.</summary>
    public IReadOnlyList<string> Missing(ParseResult parsed) =>
        [.. ((Option[])[_bootstrap, _topic]).Where(option => parsed.GetResult(option) is null).Select(option => option.Name)];

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_bootstrap, _topic, _connect, KafkaProperties.Option()])
            command.Options.Add(option);
    }

    /// <summary>The values given.</summary>
    /// <exception cref="Poses.ConfigurationException">A value that can't be read.</exception>
    public BrokerOptions Read(ParseResult parsed) =>
        new()
        {
            Bootstrap = parsed.GetValue(_bootstrap)!,
            Topic = parsed.GetValue(_topic)!,
            Kafka = KafkaProperties.Resolve(parsed),
            ConnectTimeout = parsed.GetValue(_connect) is { } text
                ? TimeSpan.ParseExact(Durations.Parse("--connect-timeout", text, 1), "c", CultureInfo.InvariantCulture)
                : TimeSpan.FromSeconds(30),
        };
}
