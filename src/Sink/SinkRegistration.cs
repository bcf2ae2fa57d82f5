using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StreamLift.Sink;

/// <summary>What this room gives to the service.</summary>
public static class SinkRegistration
{
    /// <summary>Adds the options, checked at the start, and the figures.</summary>
    public static IServiceCollection AddSink(this IServiceCollection services)
    {
        services.AddOptions<SinkOptions>().BindConfiguration("StreamLift:Sink").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SinkOptions>, SinkOptionsCheck>();
        services.AddSingleton<SinkTelemetry>();
        return services;
    }
}
