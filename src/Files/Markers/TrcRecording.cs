using System.Globalization;
using System.Numerics;
using System.Text;
using StreamLift.Files.Grid;
using StreamLift.Files.Output;

namespace StreamLift.Files.Markers;

/// <summary>
/// The TRC file of a person, as Pose2Sim writes it: five lines of header, then rows of frame, time and x, y, z of each marker, parted by tabs. Metres, y up.
/// A cell is empty where a marker is not known, since NaN stops OpenSim's inverse kinematics (perfanalytics/pose2sim issue 143). Rows are appended; the
/// number of frames in the header is patched.
/// </summary>
internal sealed class TrcRecording : ITrackFile
{
    private const int CountWidth = 10; // digits that are kept free for the number of frames; spaces follow it
    private const int Piece = 1 << 16;

    private readonly TrackFileInfo _info;
    private readonly MarkerNames _markers;
    private readonly Vector3[] _positions;
    private readonly OutputFile _file;
    private readonly StringBuilder _rows = new();
    private readonly List<int> _counts = []; // where in the file they are
    private long _first = -1;
    private long _next;

    private TrcRecording(TrackFileInfo info)
    {
        (_info, _markers) = (info, new MarkerNames(info.Layout));
        _positions = new Vector3[_markers.Names.Count];
        _file = new OutputFile(info.Path, info.Overwrite);
    }

    /// <summary>A recording of TRC files, one a person.</summary>
    public static IMotionWriter Create(string path, RecordingInfo info) => new TrackRecording(path, info, rewrites: false, file => new TrcRecording(file));

    public WrittenFile Written => new(_info.Path, 1, _next - Math.Max(0, _first), _info.Clock.Rate, _info.Clock.SecondsOf(Math.Max(0, _first)));

    public void Add(long frame, TrackSample sample)
    {
        if (_first < 0)
        {
            _first = _next = frame;
            AppendHeader();
        }
        _positions.AsSpan().Fill(new Vector3(float.NaN));
        while (_next < frame)
            AppendRow();
        _markers.Fill(sample, _info.Axes, _positions);
        AppendRow();
        if (_rows.Length >= Piece)
            Flush();
    }

    public void Flush()
    {
        if (_rows.Length == 0)
            return;
        _file.Append(Encoding.UTF8.GetBytes(_rows.ToString()));
        _rows.Clear();
        var count = Encoding.ASCII.GetBytes(Count(_next - _first));
        foreach (var at in _counts)
            _file.Patch(at, count);
    }

    public void Finish()
    {
        Flush();
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    private static string Count(long frames) => frames.ToString(CultureInfo.InvariantCulture).PadRight(CountWidth);

    private void AppendHeader()
    {
        var rate = _info.Clock.Rate.ToString("0.######", CultureInfo.InvariantCulture);
        _rows.Append(CultureInfo.InvariantCulture, $"PathFileType\t4\t(X/Y/Z)\t{Path.GetFileName(_info.Path)}\n");
        _rows.Append("DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n");
        _rows.Append(CultureInfo.InvariantCulture, $"{rate}\t{rate}\t");
        AppendCount();
        _rows.Append(CultureInfo.InvariantCulture, $"\t{_positions.Length}\tm\t{rate}\t{_first + 1}\t");
        AppendCount();
        _rows.Append("\nFrame#\tTime");
        foreach (var name in _markers.Names)
            _rows.Append(CultureInfo.InvariantCulture, $"\t{name}\t\t");
        _rows.Append("\n\t");
        for (var marker = 1; marker <= _positions.Length; marker++)
            _rows.Append(CultureInfo.InvariantCulture, $"\tX{marker}\tY{marker}\tZ{marker}");
        _rows.Append('\n');
    }

    private void AppendCount()
    {
        _counts.Add(Encoding.UTF8.GetByteCount(_rows.ToString()));
        _rows.Append(Count(0));
    }

    private void AppendRow()
    {
        _rows.Append(CultureInfo.InvariantCulture, $"{_next + 1}\t{_info.Clock.SecondsOf(_next):0.000000}");
        foreach (var p in _positions)
            if (float.IsFinite(p.X))
                _rows.Append(CultureInfo.InvariantCulture, $"\t{p.X / 1000.0:0.000000}\t{p.Y / 1000.0:0.000000}\t{p.Z / 1000.0:0.000000}");
            else
                _rows.Append("\t\t\t");
        _rows.Append('\n');
        _next++;
    }
}
