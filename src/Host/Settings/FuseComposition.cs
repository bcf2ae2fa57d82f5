using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamLift.Fuser;
using StreamLift.Host.Running;
using StreamLift.Ingest;
using StreamLift.Lanes;

namespace StreamLift.Host.Settings;

/// <summary>Adds the fuse stage to the host: its settings, its metrics and what its lanes share.</summary>
internal static class FuseComposition
{
    /// <summary>Adds it.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddFuser();
        services.AddSingleton(new StageName("fuse"));
        Composition.AddSection<FuserOptions>(services);
        services.AddSingleton<IPostConfigureOptions<IngestOptions>, FuseDefaults>();
        services.AddSingleton<FuseSettingsReader>().AddSingleton(provider => provider.GetRequiredService<FuseSettingsReader>().Read());
        services.AddSingleton<ServiceSettings>(provider => provider.GetRequiredService<FuseSettings>());
        services.AddSingleton<ServedFusion>().AddSingleton<IServedStage>(provider => provider.GetRequiredService<ServedFusion>());
    }
}
