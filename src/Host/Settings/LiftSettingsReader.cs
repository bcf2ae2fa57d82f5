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
            Cameras(rig, rigs),
            rigs
        );
    }

    // A stream that --cameras does not name has the camera of its rig.
    private static CameraCatalogue? Cameras(Rig? named, RigCatalogue rigs)
    {
        var ofRigs = rigs.Rigs.SelectMany(rig => rig.Cameras);
        if (named is null)
            return rigs.Rigs.Count > 0 ? new CameraCatalogue(ofRigs) : null;
        var names = named.Cameras.Select(camera => camera.Name).ToHashSet();
        return new CameraCatalogue([.. named.Cameras, .. ofRigs.Where(camera => !names.Contains(camera.Name))]);
    }
}
