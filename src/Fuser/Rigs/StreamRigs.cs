using StreamLift.Capture.Geometry;

namespace StreamLift.Fuser.Rigs;

/// <summary>Finds the rig and the camera of a stream. A rig has one object, whichever stream asks for it. Thread-safe.</summary>
/// <param name="find">The rig of a stream, with the camera's index; null for a stream of no rig.</param>
public sealed class StreamRigs(Func<string, (CaptureRig Rig, int Camera)?> find)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NamedRig> _byName = [];

    /// <summary>The camera of a stream; null for a stream of no rig.</summary>
    public RigCamera? Find(string stream)
    {
        if (find(stream) is not { } found)
            return null;
        lock (_lock)
        {
            if (!_byName.TryGetValue(found.Rig.Name, out var rig))
                _byName[found.Rig.Name] = rig = new NamedRig(found.Rig);
            return new RigCamera(rig, found.Camera);
        }
    }

    /// <summary>A rig that a stream has asked for; null for another name.</summary>
    internal NamedRig? Named(string rig)
    {
        lock (_lock)
            return _byName.GetValueOrDefault(rig);
    }
}
