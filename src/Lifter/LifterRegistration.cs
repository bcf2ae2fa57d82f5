using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StreamLift.Lifter;

/// <summary>What this project registers with the host.</summary>
public static class LifterRegistration
{
    /// <summary>Adds the options, their check and the metrics. The host binds the options to the configuration.</summary>
    public static IServiceCollection AddLifter(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<LifterOptions>, LifterOptionsCheck>();
        services.AddSingleton<LifterTelemetry>();
        return services;
    }
}
