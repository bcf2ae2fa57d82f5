using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StreamLift.Fuser;

/// <summary>What this project registers with the host.</summary>
public static class FuserRegistration
{
    /// <summary>Adds the options, their check and the metrics. The host binds the options to the configuration.</summary>
    public static IServiceCollection AddFuser(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<FuserOptions>, FuserOptionsCheck>();
        services.AddSingleton<FuserTelemetry>();
        return services;
    }
}
