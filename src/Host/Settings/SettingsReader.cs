using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using StreamLift.Ingest;
using StreamLift.Poses.Layouts;
using StreamLift.Sink;

namespace StreamLift.Host.Settings;

/// <summary>Validates the sections that every stage has and reads the files they name. A stage's own reader calls it.</summary>
internal sealed class SettingsReader(IConfiguration configuration, IOptions<ServiceOptions> service, IOptions<IngestOptions> ingest, IOptions<SinkOptions> sink)
{
    /// <summary>Reads them.</summary>
    /// <param name="problems">Takes every problem that can be known before a broker is asked.</param>
    /// <returns>Null after a problem of a section or a file.</returns>
    public ServiceSettings? Read(SettingsProblems problems)
    {
        problems.Add(UnknownSettings.In(configuration));
        var (ofService, ofIngest, ofSink) = (problems.Value(service), problems.Value(ingest), problems.Value(sink));
        var layouts = ofIngest is { Layouts.Length: > 0 } ? problems.Try(() => SkeletonCatalogue.Load(ofIngest.Layouts)) : SkeletonCatalogue.BuiltIn;
        return ofService is null || ofIngest is null || ofSink is null || layouts is null
            ? null
            : new ServiceSettings(ofService, ofIngest, ofSink, layouts, []);
    }
}
