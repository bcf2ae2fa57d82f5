using System.Text;

namespace StreamLift.Poses.Cameras;

/// <summary>The cameras of streams: the user's, and those of Human3.6M. Immutable and thread-safe.</summary>
public sealed class CameraCatalogue
{
    private readonly Dictionary<string, Camera> _exact = [];
    private readonly List<(string Prefix, Camera Camera)> _prefixes = [];

    /// <summary>These cameras, and those of Human3.6M.</summary>
    /// <param name="cameras">The cameras. A camera's name is that of its stream, or a prefix of stream names ending in <c>*</c>.</param>
    /// <exception cref="ConfigurationException">Two cameras have the same name.</exception>
    public CameraCatalogue(params IEnumerable<Camera> cameras)
    {
        Cameras = [.. cameras];
        var repeated = Cameras.GroupBy(camera => camera.Name).Where(group => group.Count() > 1).Select(group => $"camera \"{group.Key}\": appears twice");
        if (repeated.ToList() is { Count: > 0 } problems)
            throw new ConfigurationException(problems);
        foreach (var camera in Cameras)
            if (camera.Name.EndsWith('*'))
                _prefixes.Add((camera.Name[..^1], camera));
            else
                _exact.Add(camera.Name, camera);
        _prefixes.Sort((a, b) => b.Prefix.Length.CompareTo(a.Prefix.Length));
    }

    /// <summary>Human3.6M's cameras only.</summary>
    public static CameraCatalogue BuiltIn { get; } = new([]);

    /// <summary>The user's cameras in their order.</summary>
    public IReadOnlyList<Camera> Cameras { get; }

    /// <summary>Reads a <c>--cameras</c> file (docs/cameras.md).</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="ConfigurationException">The file can't be read or is invalid: lists all problems.</exception>
    public static CameraCatalogue Load(string path)
    {
        using var document = JsonProblems.Open(path);
        return new(CamerasFile.Read(document.RootElement, path));
    }

    /// <summary>Reads a stream with the content of a <c>--cameras</c> file.</summary>
    /// <param name="json">The JSON, read to its end.</param>
    /// <exception cref="ConfigurationException">The JSON is invalid: lists all problems.</exception>
    public static CameraCatalogue Load(Stream json)
    {
        using var document = JsonProblems.Open(json);
        return new(CamerasFile.Read(document.RootElement, null));
    }

    /// <summary>Reads a string with the content of a <c>--cameras</c> file.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="ConfigurationException">The JSON is invalid: lists all problems.</exception>
    public static CameraCatalogue Parse(string json)
    {
        using var document = JsonProblems.Parse(null, Encoding.UTF8.GetBytes(json));
        return new(CamerasFile.Read(document.RootElement, null));
    }

    /// <summary>
    /// The camera of a stream: by its exact name, else by the longest prefix (an entry ending in <c>*</c>), else by what follows a <c>/</c> of the stream's
    /// name (the longest: <c>hall/cam_01</c> takes <c>cam_01</c>), else Human3.6M's camera if the name is that of a recording of Human3.6M,
    /// <c>S9/Walking 1/54138969</c>; null when there is none. Look it up once per stream.
    /// </summary>
    public Camera? Find(string stream)
    {
        if (_exact.TryGetValue(stream, out var exact))
            return exact;
        foreach (var (prefix, camera) in _prefixes)
            if (stream.StartsWith(prefix, StringComparison.Ordinal))
                return camera;
        for (var slash = stream.IndexOf('/'); slash >= 0; slash = stream.IndexOf('/', slash + 1))
            if (_exact.TryGetValue(stream[(slash + 1)..], out var end))
                return end;
        var (first, last) = (stream.IndexOf('/'), stream.LastIndexOf('/'));
        return first > 0 ? Human36mCameras.Find(stream[..first], stream[(last + 1)..]) : null;
    }
}
