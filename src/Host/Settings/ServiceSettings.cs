using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamLift.Host.Running;
using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>The settings, checked, with the files they name read.</summary>
internal sealed record ServiceSettings(
    ServiceOptions Service,
    IngestOptions Ingest,
    LifterOptions Lifter,
    SinkOptions Sink,
    SkeletonCatalogue Layouts,
    CameraCatalogue? Cameras
)
{
    /// <summary>Names and patterns to read.</summary>
    public IReadOnlyList<string> Inputs => TopicNames.Split(Ingest.Input);

    /// <summary>The name of a lane's transactions: a later process of the same instance ends what an earlier one has left open.</summary>
    public string TransactionalId(int lane) => $"{Ingest.Group}-{Ingest.Instance}-{lane}";

    /// <exception cref="ConfigurationException">With every problem that can be known before a broker is asked.</exception>
    public static ServiceSettings Make(IServiceProvider services)
    {
        var problems = UnknownSettings.In(services.GetRequiredService<IConfiguration>()).ToList();
        var service = Try(problems, () => services.GetRequiredService<IOptions<ServiceOptions>>().Value);
        var ingest = Try(problems, () => services.GetRequiredService<IOptions<IngestOptions>>().Value);
        var lifter = Try(problems, () => services.GetRequiredService<IOptions<LifterOptions>>().Value);
        var sink = Try(problems, () => services.GetRequiredService<IOptions<SinkOptions>>().Value);
        var layouts = ingest is { Layouts.Length: > 0 } ? Try(problems, () => SkeletonCatalogue.Load(ingest.Layouts)) : SkeletonCatalogue.BuiltIn;
        var cameras = ingest is { Cameras.Length: > 0 } ? Try(problems, () => CameraCatalogue.Load(ingest.Cameras)) : null;
        return problems.Count == 0
            ? new ServiceSettings(service!, ingest!, lifter!, sink!, layouts!, cameras)
            : throw new ConfigurationException([.. problems.Distinct()]);
    }

    private static T? Try<T>(List<string> problems, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (OptionsValidationException e)
        {
            // an attribute's own words come as "DataAnnotation validation failed for 'X' members: 'Y' with the error: 'Z'."
            problems.AddRange(e.Failures.Select(OptionProblem.Clean));
        }
        catch (InvalidOperationException e) when (e.Message.Contains("Failed to convert configuration value", StringComparison.Ordinal))
        {
            problems.Add(OptionProblem.NotConvertible(e));
        }
        catch (ConfigurationException e)
        {
            problems.AddRange(e.Problems);
        }

        return null;
    }
}
