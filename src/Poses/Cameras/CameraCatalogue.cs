namespace StreamLift.Poses.Cameras;

/// <summary>Which camera a stream comes from: those of a <c>--cameras</c> file, and Human3.6M's own. Immutable; any thread.</summary>
public sealed class CameraCatalogue
{
    private readonly Dictionary<string, Camera> _exact = [];
    private readonly List<(string Prefix, Camera Camera)> _prefixes = [];

    internal CameraCatalogue(IEnumerable<Camera> cameras)
    {
        Cameras = [.. cameras];
        foreach (var camera in Cameras)
            if (camera.Name.EndsWith('*'))
                _prefixes.Add((camera.Name[..^1], camera));
            else
                _exact.Add(camera.Name, camera);
        _prefixes.Sort((a, b) => b.Prefix.Length.CompareTo(a.Prefix.Length));
    }

    /// <summary>Human3.6M's cameras only: what there is without a file.</summary>
    public static CameraCatalogue BuiltIn { get; } = new([]);

    /// <summary>Those of the file, in its order.</summary>
    public IReadOnlyList<Camera> Cameras { get; }

    /// <summary>Reads a <c>--cameras</c> file (docs/cameras.md).</summary>
    /// <exception cref="ConfigurationException">It can't be read or has faults: every one of them, named.</exception>
    public static CameraCatalogue Load(string path) => new(CamerasFile.Read(path));

    /// <summary>
    /// The camera of a stream: by its exact name, else by the longest prefix (an entry ending in <c>*</c>), else Human3.6M's own if
    /// the stream is named as a recorded one, <c>S9/Walking 1/54138969</c>; null if it has none. Look it up once a stream.
    /// </summary>
    public Camera? Find(string stream)
    {
        if (_exact.TryGetValue(stream, out var exact))
            return exact;
        foreach (var (prefix, camera) in _prefixes)
            if (stream.StartsWith(prefix, StringComparison.Ordinal))
                return camera;
        var (first, last) = (stream.IndexOf('/'), stream.LastIndexOf('/'));
        return first > 0 ? Human36mCameras.Find(stream[..first], stream[(last + 1)..]) : null;
    }
}
