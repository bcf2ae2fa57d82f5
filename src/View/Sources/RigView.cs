using StreamLift.Poses.Cameras;
using StreamLift.Rigs;

namespace StreamLift.View.Sources;

/// <summary>
/// A rig as viewers know it: its calibrated cameras in the file's order, then the streams that records name and the file does not. Under the hub's lock.
/// </summary>
internal sealed class RigView
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _streams = [];

    /// <param name="name">The rig's name.</param>
    /// <param name="rig">Its calibration; null where no file has it.</param>
    public RigView(string name, Rig? rig)
    {
        (Name, Rig) = (name, rig);
        foreach (var camera in rig?.Cameras ?? [])
            IndexOf(camera.Name, out _);
    }

    /// <summary>The most cameras of a rig: records can't make a schema grow for ever.</summary>
    public const int MaxCameras = 256;

    /// <summary>The rig's name.</summary>
    public string Name { get; }

    /// <summary>Its calibration; null where no file has it.</summary>
    public Rig? Rig { get; }

    /// <summary>The cameras' streams.</summary>
    public IReadOnlyList<string> Streams => _streams;

    /// <summary>A camera's calibration; null where it has none.</summary>
    public Camera? CameraAt(int index) => index < (Rig?.Cameras.Count ?? 0) ? Rig!.Cameras[index] : null;

    /// <summary>The index of a stream's camera; it is added where it is new. -1 beyond <see cref="MaxCameras"/>.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="isNew">Whether it was added.</param>
    public int IndexOf(string stream, out bool isNew)
    {
        isNew = false;
        if (_indexes.TryGetValue(stream, out var known))
            return known;
        if (_streams.Count == MaxCameras)
            return -1;
        isNew = true;
        _indexes.Add(stream, _streams.Count);
        _streams.Add(stream);
        return _streams.Count - 1;
    }
}
