using Microsoft.Extensions.DependencyInjection;

namespace StreamLift.Lifter;

/// <summary>What this room gives to the service.</summary>
public static class LifterRegistration
{
    /// <summary>Adds the options, the figures and the model, which is loaded when first asked for.</summary>
    public static IServiceCollection AddLifter(this IServiceCollection services)
    {
        services.AddOptions<LifterOptions>().BindConfiguration("StreamLift:Lifter").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LifterTelemetry>();
        return services;
    }
}
