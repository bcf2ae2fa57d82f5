using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StreamLift.Ingest;

/// <summary>What this room gives to the service.</summary>
public static class IngestRegistration
{
    /// <summary>Adds the options, checked at the start, and the figures.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration("StreamLift:Ingest").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<IngestOptions>, IngestOptionsCheck>();
        services.AddSingleton<IngestTelemetry>();
        return services;
    }
}
