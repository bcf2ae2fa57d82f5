using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamLift.Host.Running;
using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>Puts the rooms together.</summary>
internal static class Composition
{
    /// <summary>The services of one process. Settings: appsettings.json, then the environment, then <paramref name="flags"/>.</summary>
    /// <param name="flags">Configuration keys that the command line sets.</param>
    /// <param name="terminal">Where the log goes.</param>
    /// <param name="least">The least that is logged, but for <c>--verbose</c>.</param>
    public static ServiceProvider Build(IReadOnlyDictionary<string, string?> flags, Terminal terminal, LogLevel least = LogLevel.Information)
    {
        var configuration = SettingsSources.Read(flags);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        var isVerbose = bool.TryParse(configuration["StreamLift:Service:Verbose"], out var verbose) && verbose;
        services.AddLogging(log => terminal.AddLog(log.SetMinimumLevel(isVerbose ? LogLevel.Debug : least)));
        services.AddMetrics();
        services.AddIngest().AddLifter().AddSink();
        services.AddOptions<ServiceOptions>().BindConfiguration("StreamLift:Service").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<IngestOptions>, IngestDefaults>();
        services.AddSingleton<IPostConfigureOptions<LifterOptions>, LifterDefaults>();
        services.AddSingleton<IPostConfigureOptions<SinkOptions>, SinkDefaults>();
        services.AddSingleton<IValidateOptions<SinkOptions>, TopicsCheck>();
        return services.BuildServiceProvider();
    }
}
