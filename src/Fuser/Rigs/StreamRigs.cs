using StreamLift.Capture.Geometry;

namespace StreamLift.Fuser.Rigs;

/// <summary>Finds the rig and the camera of a stream, and a rig by its name. Thread-safe.</summary>
/// <param name="find">The rig of a stream, with the camera's index; null for a stream of no rig.</param>
/// <param name="named">The rig of a name; null where no stream can belong to a rig of that name.</param>
public sealed class StreamRigs(Func<string, (CaptureRig Rig, int Camera)?> find, Func<string, CaptureRig?> named)
{
    private const int MostKept = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, NamedRig> _byName = [];

    /// <summary>The camera of a stream; null for a stream of no rig.</summary>
    public RigCamera? Find(string stream) => find(stream) is { } found ? new RigCamera(Kept(found.Rig), found.Camera) : null;

    /// <summary>A rig; null for a name that no rig has.</summary>
    public NamedRig? Named(string name) => named(name) is { } rig ? Kept(rig) : null;

    // the cameras of a rig share one object, with its tables
    private NamedRig Kept(CaptureRig rig)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(rig.Name, out var kept))
                return kept;
            if (_byName.Count == MostKept)
                _byName.Clear(); // the number of takes over time is unlimited
            return _byName[rig.Name] = new NamedRig(rig);
        }
    }
}
