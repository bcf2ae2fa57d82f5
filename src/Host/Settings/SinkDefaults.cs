using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;
using StreamLift.Lanes;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>What follows from the input: the brokers, the guarantee and the dead-letter topic's name.</summary>
internal sealed class SinkDefaults(IConfiguration configuration) : IPostConfigureOptions<SinkOptions>
{
    public void PostConfigure(string? name, SinkOptions options)
    {
        var ingest = configuration.GetSection("StreamLift:Ingest");
        var input = ingest[nameof(IngestOptions.Input)] ?? "";
        if (options.Bootstrap.Length == 0)
            options.Bootstrap = ingest[nameof(IngestOptions.Bootstrap)] ?? "";
        options.Guarantee = ingest.GetValue(nameof(IngestOptions.Guarantee), options.Guarantee);
        options.CommitInterval = ingest.GetValue(nameof(IngestOptions.CommitInterval), options.CommitInterval);
        if (options.DeadLetters.Length == 0 && input.Length > 0 && !input.Contains(',') && !input.StartsWith('^'))
            options.DeadLetters = input + ".dead-letters";
        foreach (var (key, value) in SettingsSources.Kafka(configuration, "Kafka:Producer"))
            options.Kafka[key] = value;
    }
}
