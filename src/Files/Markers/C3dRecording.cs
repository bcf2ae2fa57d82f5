using System.Buffers.Binary;
using System.Numerics;
using StreamLift.Files.Grid;
using StreamLift.Files.Output;

namespace StreamLift.Files.Markers;

/// <summary>
/// The C3D file of a person (c3d.org's user guide): Intel, real numbers, mm, y up. A marker that is not known has the residual −1. Frames are appended, then
/// the counts in the header are patched.
/// </summary>
internal sealed class C3dRecording : ITrackFile
{
    private const int PointBytes = 16;
    private const int Piece = 1 << 16;

    private readonly TrackFileInfo _info;
    private readonly MarkerNames _markers;
    private readonly Vector3[] _positions;
    private readonly OutputFile _file;
    private readonly MemoryStream _frames = new();
    private C3dHeader? _header;
    private long _first = -1;
    private long _next;
    private long _end; // of the frames in the file; a block is filled up behind it

    private C3dRecording(TrackFileInfo info)
    {
        (_info, _markers) = (info, new MarkerNames(info.Layout));
        _positions = new Vector3[_markers.Names.Count];
        _file = new OutputFile(info.Path, info.Overwrite);
    }

    /// <summary>A recording of C3D files, one a person.</summary>
    public static IMotionWriter Create(string path, RecordingInfo info) => new TrackRecording(path, info, rewrites: false, file => new C3dRecording(file));

    public WrittenFile Written => new(_info.Path, 1, _next - Math.Max(0, _first), _info.Clock.Rate, _info.Clock.SecondsOf(Math.Max(0, _first)));

    public void Add(long frame, TrackSample sample)
    {
        if (_header is null)
        {
            _first = _next = frame;
            _header = new C3dHeader(_markers.Names, _info.Clock.Rate, _first);
            _file.Append(_header.Bytes);
            _end = _header.Bytes.Length;
        }
        _positions.AsSpan().Fill(new Vector3(float.NaN));
        for (; _next < frame; _next++)
            AddPositions();
        _markers.Fill(sample, _info.Axes, _positions);
        AddPositions();
        _next++;
        if (_frames.Length >= Piece)
            Flush();
    }

    public void Flush()
    {
        if (_header is null || _frames.Length == 0)
            return;
        var frames = _frames.GetBuffer().AsSpan(0, (int)_frames.Length);
        var rest = (int)((C3dHeader.Block - ((_end + frames.Length) % C3dHeader.Block)) % C3dHeader.Block);
        _file.Patch(_end, [.. frames, .. new byte[rest]]);
        _end += frames.Length;
        _frames.SetLength(0);
        foreach (var (at, bytes) in _header.Counts(_next - _first))
            _file.Patch(at, bytes);
    }

    public void Finish()
    {
        Flush();
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    private void AddPositions()
    {
        Span<byte> point = stackalloc byte[PointBytes];
        foreach (var position in _positions)
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
