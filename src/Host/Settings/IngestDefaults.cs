using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;

namespace StreamLift.Host.Settings;

/// <summary>The consumer's librdkafka properties come from a section of their own.</summary>
internal sealed class IngestDefaults(IConfiguration configuration) : IPostConfigureOptions<IngestOptions>
{
    public void PostConfigure(string? name, IngestOptions options)
    {
        foreach (var (key, value) in SettingsSources.Kafka(configuration, "Kafka:Consumer"))
            options.Kafka[key] = value;
    }
}
