using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;

namespace StreamLift.Host.Settings;

/// <summary>Adds the librdkafka properties of the consumer's own section.</summary>
internal sealed class IngestDefaults(IConfiguration configuration) : IPostConfigureOptions<IngestOptions>
{
    public void PostConfigure(string? name, IngestOptions options)
    {
        foreach (var (key, value) in SettingsSources.Kafka(configuration, "Kafka:Consumer"))
            options.Kafka[key] = value;
    }
}
