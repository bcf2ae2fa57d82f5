using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Rigs.Checks;

namespace StreamLift.Rigs;

/// <summary>
/// Which rig a stream belongs to. A stream with the name of a camera belongs to that camera's rig. A stream <c>take 2/cam_01</c> belongs to the rig <c>take
/// 2</c>, which has the cameras of the rig with the camera <c>cam_01</c>; where there are several rigs, it is named <c>take 2/hall</c>. A stream that is named
/// like a recording of Human3.6M, <c>S9/Walking 1/54138969</c>, belongs to the rig <c>S9/Walking 1</c> with Human3.6M's cameras. Immutable and thread-safe.
/// </summary>
public sealed class RigCatalogue
{
    private readonly Dictionary<string, (Rig Rig, int Camera)> _cameras = new(StringComparer.Ordinal);

    /// <summary>Rigs that were checked.</summary>
    private RigCatalogue(IReadOnlyList<Rig> rigs)
    {
        Rigs = rigs;
        foreach (var rig in rigs)
            for (var camera = 0; camera < rig.Cameras.Count; camera++)
                _cameras.Add(rig.Cameras[camera].Name, (rig, camera));
    }

    /// <summary>No rig but those of Human3.6M's recordings.</summary>
    public static RigCatalogue BuiltIn { get; } = new([]);

    /// <summary>The rigs of the files, in their order.</summary>
    public IReadOnlyList<Rig> Rigs { get; }

    /// <summary>What was assumed or left out, one line each. Show them to the user.</summary>
    public IEnumerable<string> Notes => Rigs.SelectMany(rig => rig.Notes);

    /// <summary>Those of <see cref="Notes"/> by which a file is probably wrong.</summary>
    public IEnumerable<string> Warnings => Rigs.SelectMany(rig => rig.Warnings.Concat(RigCheck.Warnings(rig).Select(line => $"rig \"{rig.Name}\": {line}")));

    /// <summary>Reads files of rigs that an option names.</summary>
    /// <param name="paths">The files or folders, separated by commas; empty: none.</param>
    /// <exception cref="ConfigurationException">As <see cref="Load"/>.</exception>
    public static RigCatalogue LoadAll(string paths)
    {
        if (paths.Length == 0)
            return BuiltIn;
        return Path.Exists(paths) ? Load(paths) : Load(paths.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Reads files of rigs: StreamLift's own, or those of other tools.</summary>
    /// <param name="paths">The files or folders.</param>
    /// <exception cref="ConfigurationException">Files have faults, or their cameras can't be rigs: lists all, one line each.</exception>
    public static RigCatalogue Load(params IReadOnlyList<string> paths)
    {
        var problems = new List<string>();
        var rigs = RigFile.ReadAll(paths, problems);
        problems.AddRange(Problems(rigs));
        return problems.Count == 0 ? new RigCatalogue([.. rigs.Select(rig => rig.Rig)]) : throw new ConfigurationException(problems);
    }

    /// <summary>What keeps cameras from being rigs, one line each.</summary>
    /// <param name="rigs">The rigs, with their files for the lines.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<(string Path, Rig Rig)> rigs) =>
        [
            .. rigs.SelectMany(rig => RigCheck.Problems(rig.Rig).Select(problem => $"{rig.Path}: rig \"{rig.Rig.Name}\": {problem}")),
            .. SameNames.Problems(rigs),
        ];

    /// <summary>The rig of a stream and the camera's index in it; null where the stream belongs to no rig. Allocates: use <see cref="RigLookup"/>.</summary>
    public (Rig Rig, int Camera)? Find(string stream)
    {
        if (_cameras.TryGetValue(stream, out var exact))
            return exact;
        for (var slash = stream.IndexOf('/'); slash >= 0; slash = stream.IndexOf('/', slash + 1))
            if (slash > 0 && _cameras.TryGetValue(stream[(slash + 1)..], out var end))
                return (Take(end.Rig, stream[..slash]), end.Camera);
        return Human36mRig.Find(stream);
    }

    private Rig Take(Rig rig, string take) =>
        rig with
        {
            Name = Rigs.Count == 1 ? take : $"{take}/{rig.Name}",
            Cameras = [.. rig.Cameras.Select(camera => new Camera($"{take}/{camera.Name}", camera.Intrinsics, camera.Extrinsics))],
        };
}
