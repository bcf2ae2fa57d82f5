using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>Validates every section of the settings and reads the files they name.</summary>
internal sealed class SettingsReader(
    IConfiguration configuration,
    IOptions<ServiceOptions> service,
    IOptions<IngestOptions> ingest,
    IOptions<LifterOptions> lifter,
    IOptions<SinkOptions> sink
)
{
    private readonly List<string> _problems = [];

    /// <exception cref="ConfigurationException">With every problem that can be known before a broker is asked.</exception>
    public ServiceSettings Read()
    {
        _problems.AddRange(UnknownSettings.In(configuration));
        var (ofService, ofIngest, ofLifter, ofSink) = (Value(service), Value(ingest), Value(lifter), Value(sink));
        var layouts = ofIngest is { Layouts.Length: > 0 } ? Try(() => SkeletonCatalogue.Load(ofIngest.Layouts)) : SkeletonCatalogue.BuiltIn;
        var detectorLayout = ofIngest is { Layout.Length: > 0 } && layouts is not null ? Try(() => Find(layouts, ofIngest.Layout)) : null;
        var rig = ofIngest is { Cameras.Length: > 0 } ? Try(() => RigFile.Read(ofIngest.Cameras)) : null;
        return _problems.Count == 0
            ? new ServiceSettings(ofService!, ofIngest!, ofLifter!, ofSink!, layouts!, detectorLayout, rig?.ToCatalogue(), rig?.Notes ?? [])
            {
                Warnings = rig?.Warnings ?? [],
            }
            : throw new ConfigurationException([.. _problems.Distinct()]);
    }

    private static Skeleton Find(SkeletonCatalogue layouts, string name) =>
        layouts.TryGet(name, out var layout)
            ? layout
            : throw new ConfigurationException($"--layout: \"{name}\" is not known; known are {string.Join(", ", layouts.All)}");

    private T? Value<T>(IOptions<T> options)
        where T : class => Try(() => options.Value);

    private T? Try<T>(Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (OptionsValidationException e)
        {
            _problems.AddRange(e.Failures);
        }
        catch (ConfigurationException e)
        {
            _problems.AddRange(e.Problems);
        }

        return null;
    }
}
