using Microsoft.Extensions.Options;
using StreamLift.Fuser;
using StreamLift.Poses;

namespace StreamLift.Host.Settings;

/// <summary>Validates the settings of <c>fuse</c> and reads the files they name.</summary>
internal sealed class FuseSettingsReader(SettingsReader shared, IOptions<FuserOptions> fuser)
{
    /// <exception cref="ConfigurationException">With every problem that can be known before a broker is asked.</exception>
    public FuseSettings Read()
    {
        var problems = new SettingsProblems();
        var (ofAll, ofFuser) = (shared.Read(problems), problems.Value(fuser));
        var rigs = ofFuser is null ? null : problems.Try(() => RigStreams.Read(ofFuser.Rig));
        if (ofAll is { Ingest.Encoding: Wire.InputEncoding.Auto })
            problems.Add(["--encoding auto is of run: pose records are StreamLift's own, in json or protobuf"]);
        problems.ThrowIfAny();
        return new FuseSettings(
            ofAll! with
            {
                Notes = [.. rigs!.Notes.Concat(rigs.Warnings).Distinct()],
                Warnings = [.. rigs.Warnings],
            },
            ofFuser!,
            RigStreams.Of(rigs),
            rigs
        );
    }
}
