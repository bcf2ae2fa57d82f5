using System.Text;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Demo;

/// <summary>The streams of one run, one a camera. A run has names of its own: on a broker that stays, poses of earlier runs are not this one's.</summary>
internal sealed class StreamNames
{
    private readonly byte[][] _names;

    /// <param name="run">What sets the run apart.</param>
    public StreamNames(string run) =>
        _names = [.. Enumerable.Range(0, SyntheticScene.Cameras).Select(camera => Encoding.UTF8.GetBytes($"demo-{run}/{SyntheticScene.CameraName(camera)}"))];

    /// <summary>Names for a new run.</summary>
    public static StreamNames New() => new(Guid.NewGuid().ToString("N")[..8]);

    /// <summary>A camera's stream, UTF-8; also the records' key.</summary>
    public byte[] Of(int camera) => _names[camera];

    /// <summary>The camera of a stream; -1: it is none of this run's.</summary>
    public int CameraOf(ReadOnlySpan<byte> stream)
    {
        for (var camera = 0; camera < _names.Length; camera++)
            if (stream.SequenceEqual(_names[camera]))
                return camera;
        return -1;
    }
}
