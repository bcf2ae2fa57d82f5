using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StreamLift.Sink;

/// <summary>What this project registers with the host.</summary>
public static class SinkRegistration
{
    /// <summary>Adds the options, their check and the metrics. The host binds the options to the configuration.</summary>
    public static IServiceCollection AddSink(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SinkOptions>, SinkOptionsCheck>();
        services.AddSingleton<SinkTelemetry>();
        return services;
    }
}
