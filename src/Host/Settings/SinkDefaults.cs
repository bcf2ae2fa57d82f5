using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;
using StreamLift.Lanes;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>
/// The output's settings that follow from the input's: brokers, guarantee, commit interval and the dead-letter topic. The producer's librdkafka properties
/// come from their own section.
/// </summary>
internal sealed class SinkDefaults(SettingsSection<IngestOptions> input, IConfiguration configuration) : IPostConfigureOptions<SinkOptions>
{
    public void PostConfigure(string? name, SinkOptions options)
    {
        var ingest = input.Bind();
        if (options.Bootstrap.Length == 0)
            options.Bootstrap = ingest.Bootstrap;
        if (options.Guarantee == Guarantee.AtLeastOnce)
            options.Guarantee = ingest.Guarantee;
        options.CommitInterval = ingest.CommitInterval ?? options.CommitInterval;
        if (options.DeadLetters.Length == 0 && ingest.Input.Length > 0 && !ingest.Input.Contains(',') && !ingest.Input.StartsWith('^'))
            options.DeadLetters = ingest.Input + ".dead-letters";
        foreach (var (key, value) in SettingsSources.Kafka(configuration, "Kafka:Producer"))
            options.Kafka[key] = value;
    }
}
