using System.Text;

namespace StreamLift.Host.Demo;

/// <summary>
/// The stream names of one run, one per camera. Each run has its own, so that poses of earlier runs on the same broker are not taken for its own.
/// </summary>
internal sealed class StreamNames
{
    private readonly byte[][] _names;
    private readonly byte[] _rig;

    /// <param name="run">The unique part of the names.</param>
    public StreamNames(string run)
    {
        Rig = $"demo-{run}";
        _rig = Encoding.UTF8.GetBytes(Rig);
        _names = [.. Enumerable.Range(0, DemoScene.Cameras).Select(camera => Encoding.UTF8.GetBytes($"demo-{run}/{DemoScene.CameraName(camera)}"))];
    }

    /// <summary>The name of the run's rig.</summary>
    public string Rig { get; }

    /// <summary>Whether a rig is that of this run.</summary>
    public bool IsRig(ReadOnlySpan<byte> rig) => rig.SequenceEqual(_rig);

    /// <summary>Names for a new run.</summary>
    public static StreamNames New() => new(Guid.NewGuid().ToString("N")[..8]);

    /// <summary>A camera's stream name, UTF-8; also the key of its records.</summary>
    public byte[] Of(int camera) => _names[camera];

    /// <summary>The camera of a stream; -1 if it is not of this run.</summary>
    public int CameraOf(ReadOnlySpan<byte> stream)
    {
        for (var camera = 0; camera < _names.Length; camera++)
            if (stream.SequenceEqual(_names[camera]))
                return camera;
        return -1;
    }
}
