using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;
using StreamLift.Sink;
using GenericHost = Microsoft.Extensions.Hosting.Host;

namespace StreamLift.Host.Settings;

/// <summary>Puts the projects together on the Generic Host.</summary>
internal static class Composition
{
    /// <summary>
    /// A host with the settings and services of every project. Settings come from appsettings.json, then the environment, then <paramref name="flags"/>.
    /// </summary>
    /// <param name="flags">Configuration keys that the command line sets.</param>
    /// <param name="terminal">Where the log goes.</param>
    /// <param name="minimum">The minimum log level without <c>--verbose</c>.</param>
    /// <param name="configure">Adds what one command alone needs.</param>
    /// <param name="stage">Adds the stage; null: the lift stage.</param>
    public static IHost Build(
        IReadOnlyDictionary<string, string?> flags,
        Terminal terminal,
        LogLevel minimum = LogLevel.Information,
        Action<IServiceCollection>? configure = null,
        Action<IServiceCollection>? stage = null
    )
    {
        // Empty: the defaults would add their own files, watchers, log providers and console signals, and a tenth of a second to the start.
        var builder = GenericHost.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true, Configuration = SettingsSources.Read(flags) }
        );
        var isVerbose = bool.TryParse(builder.Configuration["StreamLift:Service:Verbose"], out var verbose) && verbose;
        terminal.AddLog(builder.Logging.SetMinimumLevel(isVerbose ? LogLevel.Debug : minimum));
        // The command line reports an exception of the service, in one line and with its exit code.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(terminal);
        builder.Services.AddIngest().AddSink();
        builder.Services.AddSingleton<IValidateOptions<ServiceOptions>, ServiceOptionsCheck>();
        AddSection<ServiceOptions>(builder.Services);
        AddSection<IngestOptions>(builder.Services);
        AddSection<SinkOptions>(builder.Services);
        builder.Services.AddSingleton<IPostConfigureOptions<IngestOptions>, IngestDefaults>();
        builder.Services.AddSingleton<IPostConfigureOptions<SinkOptions>, SinkDefaults>();
        builder.Services.AddSingleton<IValidateOptions<SinkOptions>, TopicsCheck>();
        builder.Services.AddSingleton<SettingsReader>();
        (stage ?? LiftComposition.Add)(builder.Services);
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Adds an options type and the configuration section that it is bound to.</summary>
    public static void AddSection<T>(IServiceCollection services)
        where T : class, new()
    {
        services.AddSingleton<SettingsSection<T>>();
        services.AddSingleton<IConfigureOptions<T>>(provider => provider.GetRequiredService<SettingsSection<T>>());
        services.AddSingleton<IValidateOptions<T>>(provider => provider.GetRequiredService<SettingsSection<T>>());
    }
}
