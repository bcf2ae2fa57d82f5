using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StreamLift.Ingest;

/// <summary>What this project registers with the host.</summary>
public static class IngestRegistration
{
    /// <summary>Adds the options, their check and the metrics. The host binds the options to the configuration.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<IngestOptions>, IngestOptionsCheck>();
        services.AddSingleton<IngestTelemetry>();
        return services;
    }
}
