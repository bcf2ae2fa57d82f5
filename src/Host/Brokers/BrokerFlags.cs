using System.CommandLine;
using System.Globalization;
using StreamLift.Host.Commands;
using StreamLift.Poses;

namespace StreamLift.Host.Brokers;

/// <summary>The flags of <see cref="BrokerOptions"/>.</summary>
internal sealed class BrokerFlags
{
    private readonly Option<string> _bootstrap = new("--bootstrap")
    {
        Description = "bootstrap brokers, separated by commas",
        HelpName = "HOST:PORT",
        Required = true,
    };

    private readonly Option<string> _topic;

    private readonly Option<string> _connect = new("--connect-timeout")
    {
        Description = "time limit for the broker's first answer [default: 30]",
        HelpName = "SECONDS",
    };

    /// <param name="topicHelp">Description of the topic's flag.</param>
    /// <param name="topicFlag">Name of the topic's flag.</param>
    public BrokerFlags(string topicHelp, string topicFlag = "--topic") =>
        _topic = new(topicFlag)
        {
            Description = topicHelp,
            HelpName = "TOPIC",
            Required = true,
        };

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
