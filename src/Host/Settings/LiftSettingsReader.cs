using Microsoft.Extensions.Options;
using StreamLift.Ingest;
using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Host.Settings;

/// <summary>Validates the settings of <c>run</c> and reads the files they name.</summary>
internal sealed class LiftSettingsReader(SettingsReader shared, IOptions<IngestOptions> ingest, IOptions<LifterOptions> lifter)
{
    /// <exception cref="ConfigurationException">With every problem that can be known before a broker is asked.</exception>
    public LiftSettings Read()
    {
        var problems = new SettingsProblems();
        var (ofAll, ofLifter, ofIngest) = (shared.Read(problems), problems.Value(lifter), problems.Value(ingest));
        var layout = ofAll is { Ingest.Layout.Length: > 0 } ? problems.Try(() => ofAll.Layouts.Of("--layout", ofAll.Ingest.Layout)) : null;
        var rig = ofIngest is { Cameras.Length: > 0 } ? problems.Try(() => RigFile.Read(ofIngest.Cameras)) : null;
        var rigs = ofLifter is { Rig.Length: > 0 } ? problems.Try(() => RigCatalogue.LoadAll(ofLifter.Rig)) : RigCatalogue.BuiltIn;
        problems.ThrowIfAny();
        string[] unused = ofLifter!.Rig.Length > 0 && ofLifter.Key != OutputKey.Rig ? ["--rig without --key rig: the keys of the poses are not the rigs"] : [];
        return new LiftSettings(
            ofAll! with
            {
                Notes = [.. (rig?.Notes ?? []).Concat(rigs!.Notes).Concat(rigs.Warnings).Concat(unused).Distinct()],
                Warnings = [.. (rig?.Warnings ?? []).Concat(rigs.Warnings).Concat(unused).Distinct()],
            },
            ofLifter,
            layout,
            rig?.ToCatalogue() ?? (rigs.Rigs.Count > 0 ? new CameraCatalogue(rigs.Rigs.SelectMany(one => one.Cameras)) : null),
            rigs
        );
    }
}
