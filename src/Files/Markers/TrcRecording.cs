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
internal sealed class TrcRecording : MarkerFile
{
    private const int CountWidth = 10; // digits that are kept free for the number of frames; spaces follow it

    private readonly StringBuilder _rows = new();
    private readonly List<int> _counts = []; // where in the file they are

    private TrcRecording(TrackFileInfo info)
        : base(info) { }

    /// <summary>A recording of TRC files, one a person.</summary>
    public static IMotionWriter Create(string path, RecordingInfo info) => new TrackRecording(path, info, rewrites: false, file => new TrcRecording(file));

    protected override long Waiting => _rows.Length;

    protected override void WriteWaiting()
    {
        File.Append(Encoding.UTF8.GetBytes(_rows.ToString()));
        _rows.Clear();
        var count = Encoding.ASCII.GetBytes(Digits(Count));
        foreach (var at in _counts)
            File.Patch(at, count);
    }

    private static string Digits(long frames) => frames.ToString(CultureInfo.InvariantCulture).PadRight(CountWidth);

    protected override void Begin()
    {
        var rate = Info.Clock.Rate.ToString("0.######", CultureInfo.InvariantCulture);
        _rows.Append(CultureInfo.InvariantCulture, $"PathFileType\t4\t(X/Y/Z)\t{Path.GetFileName(Info.Path)}\n");
        _rows.Append("DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n");
        _rows.Append(CultureInfo.InvariantCulture, $"{rate}\t{rate}\t");
        AppendCount();
        _rows.Append(CultureInfo.InvariantCulture, $"\t{Markers.Count}\tm\t{rate}\t{First + 1}\t");
        AppendCount();
        _rows.Append("\nFrame#\tTime");
        foreach (var name in Markers)
            _rows.Append(CultureInfo.InvariantCulture, $"\t{name}\t\t");
        _rows.Append("\n\t");
        for (var marker = 1; marker <= Markers.Count; marker++)
            _rows.Append(CultureInfo.InvariantCulture, $"\tX{marker}\tY{marker}\tZ{marker}");
        _rows.Append('\n');
    }

    private void AppendCount()
    {
        _counts.Add(Encoding.UTF8.GetByteCount(_rows.ToString()));
        _rows.Append(Digits(0));
    }

    protected override void AddFrame(ReadOnlySpan<Vector3> positions)
    {
        _rows.Append(CultureInfo.InvariantCulture, $"{Next + 1}\t{Info.Clock.SecondsOf(Next):0.000000}");
        foreach (var p in positions)
            if (float.IsFinite(p.X))
                _rows.Append(CultureInfo.InvariantCulture, $"\t{p.X / 1000.0:0.000000}\t{p.Y / 1000.0:0.000000}\t{p.Z / 1000.0:0.000000}");
            else
                _rows.Append("\t\t\t");
        _rows.Append('\n');
    }
}
