using System.Buffers.Binary;
using System.Numerics;
using StreamLift.Files.Grid;
using StreamLift.Files.Output;

namespace StreamLift.Files.Markers;

/// <summary>
/// The C3D file of a person (c3d.org's user guide): Intel, real numbers, mm, y up. A marker that is not known has the residual −1. Frames are appended, then
/// the counts in the header are patched.
/// </summary>
internal sealed class C3dRecording : MarkerFile
{
    private const int PointBytes = 16;

    private readonly MemoryStream _frames = new();
    private C3dHeader? _header;
    private long _end; // of the frames in the file; a block is filled up behind it

    private C3dRecording(TrackFileInfo info)
        : base(info) { }

    /// <summary>A recording of C3D files, one a person.</summary>
    public static IMotionWriter Create(string path, RecordingInfo info) => new TrackRecording(path, info, rewrites: false, file => new C3dRecording(file));

    protected override long Waiting => _frames.Length;

    protected override void Begin()
    {
        _header = new C3dHeader(Markers, Info.Clock.Rate, First);
        File.Append(_header.Bytes);
        _end = _header.Bytes.Length;
    }

    protected override void WriteWaiting()
    {
        var frames = _frames.GetBuffer().AsSpan(0, (int)_frames.Length);
        var rest = (int)((C3dHeader.Block - ((_end + frames.Length) % C3dHeader.Block)) % C3dHeader.Block);
        File.Patch(_end, [.. frames, .. new byte[rest]]);
        _end += frames.Length;
        _frames.SetLength(0);
        foreach (var (at, bytes) in _header!.Counts(Count))
            File.Patch(at, bytes);
    }

    protected override void AddFrame(ReadOnlySpan<Vector3> positions)
    {
        Span<byte> point = stackalloc byte[PointBytes];
        foreach (var position in positions)
        {
            var isKnown = float.IsFinite(position.X);
            var (x, y, z) = isKnown ? (position.X, position.Y, position.Z) : (0, 0, 0);
            // 0, 0, 0 means not seen to many readers
            if (isKnown && position == Vector3.Zero)
                y = 1e-4f;
            BinaryPrimitives.WriteSingleLittleEndian(point, x);
            BinaryPrimitives.WriteSingleLittleEndian(point[4..], y);
            BinaryPrimitives.WriteSingleLittleEndian(point[8..], z);
            BinaryPrimitives.WriteSingleLittleEndian(point[12..], isKnown ? 0 : -1);
            _frames.Write(point);
        }
    }
}
