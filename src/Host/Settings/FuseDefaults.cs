using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Host.Commands;
using StreamLift.Ingest;

namespace StreamLift.Host.Settings;

/// <summary>The second stage's group has a name of its own, so that its offsets and its state are not mixed with those of the first stage.</summary>
internal sealed class FuseDefaults(IConfiguration configuration) : IPostConfigureOptions<IngestOptions>
{
    public void PostConfigure(string? name, IngestOptions options)
    {
        if (configuration[$"{SettingsSection<IngestOptions>.Path}:{nameof(IngestOptions.Group)}"] is null)
            options.Group = FuseOptions.DefaultGroup;
    }
}
