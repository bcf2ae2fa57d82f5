using Microsoft.Extensions.DependencyInjection;

namespace StreamLift.Lifter;

/// <summary>Registers the lifter's services.</summary>
public static class LifterRegistration
{
    /// <summary>Adds the options and the metrics.</summary>
    public static IServiceCollection AddLifter(this IServiceCollection services)
    {
        services.AddOptions<LifterOptions>().BindConfiguration("StreamLift:Lifter").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LifterTelemetry>();
        return services;
    }
}
