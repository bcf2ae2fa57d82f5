using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamLift.Host.Running;
using StreamLift.Lanes;
using StreamLift.Lifter;

namespace StreamLift.Host.Settings;

/// <summary>Adds the lift stage to the host: its settings, its metrics and what its lanes share.</summary>
internal static class LiftComposition
{
    /// <summary>Adds it.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddLifter();
        services.AddSingleton(new StageName("lift"));
        Composition.AddSection<LifterOptions>(services);
        services.AddSingleton<IPostConfigureOptions<LifterOptions>, LifterDefaults>();
        services.AddSingleton<LiftSettingsReader>().AddSingleton(provider => provider.GetRequiredService<LiftSettingsReader>().Read());
        services.AddSingleton<ServiceSettings>(provider => provider.GetRequiredService<LiftSettings>());
        services.AddSingleton<ServedLift>().AddSingleton<IServedStage>(provider => provider.GetRequiredService<ServedLift>());
    }
}
