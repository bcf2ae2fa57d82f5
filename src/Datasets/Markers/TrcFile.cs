using System.Globalization;
using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;

namespace StreamLift.Datasets.Markers;

/// <summary>
/// A TRC file, as Motion Analysis' Cortex, OpenSim, Pose2Sim and OpenCap write it: five lines of header, parted by tabs, then a row per frame with number,
/// time and x, y, z of each marker. Cells that are empty or NaN are markers that were not seen. The numbers of frames and markers in the header are often
/// wrong (Pose2Sim's cut files still say the whole take's), so the rows and names count.
/// </summary>
internal static class TrcFile
{
    private const int HeaderLines = 5;
    private const long Largest = 1L << 30;
    private const long MostAlways = 1 << 20;

    /// <exception cref="InvalidDataException">Another format. The message has the line.</exception>
    public static IRigMotion Read(string path) => ReadMarkers(path).ToMotion();

    /// <summary>The markers as they are in the file.</summary>
    /// <exception cref="InvalidDataException">Another format. The message has the line.</exception>
    public static RecordedMarkers ReadMarkers(string path)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes > Largest)
            throw new InvalidDataException($"the file has {bytes:N0} bytes, which is too large");
        var lines = File.ReadAllLines(path);
        if (lines.Length < HeaderLines || !lines[0].StartsWith("PathFileType", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException("the first line is no TRC header: PathFileType");
        var (fields, values, cells) = (lines[1].Split('\t'), lines[2].Split('\t'), lines[3].Split('\t'));
        var units = Array.FindIndex(fields, field => field.Trim().Equals("Units", StringComparison.OrdinalIgnoreCase));
        var names = new List<string>();
        var columns = new List<int>();
        for (var column = 2; column < cells.Length; column++)
            if (cells[column].Trim() is { Length: > 0 } name)
            {
                names.Add(name);
                columns.Add(column);
            }
        if (names.Count == 0)
            throw new InvalidDataException("line 4 names no markers");
        var positions = new List<Vector3>();
        long? first = null;
        for (var line = HeaderLines; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line]))
                continue;
            // Rows may end before the last marker, so a short file can stand for many positions.
            if (positions.Count + names.Count > Math.Max(MostAlways, bytes))
                throw new InvalidDataException($"line {line + 1}: rows of {names.Count:N0} markers make many more markers than the file has");
            var row = lines[line].Split('\t');
            first ??= long.TryParse(row[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Math.Max(0, number - 1) : 0;
            for (var marker = 0; marker < names.Count; marker++)
                positions.Add(new(Number(row, columns[marker], line), Number(row, columns[marker] + 1, line), Number(row, columns[marker] + 2, line)));
        }
        var unit = units >= 0 && units < values.Length && LengthUnit.TryParse(values[units].Trim(), out var stated) ? stated : (LengthUnit?)null;
        return new RecordedMarkers(names, [.. positions])
        {
            Unit = unit,
            Rate = Rate(fields, values),
            FirstFrame = first ?? 0,
        };
    }

    private static double? Rate(string[] fields, string[] values)
    {
        var column = Array.FindIndex(fields, field => field.Trim().Equals("DataRate", StringComparison.OrdinalIgnoreCase));
        return
            column >= 0
            && column < values.Length
            && double.TryParse(values[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
            && rate is > 0 and <= 1e5
            ? rate
            : null;
    }

    private static float Number(string[] row, int column, int line)
    {
        if (column >= row.Length || row[column].Trim() is not { Length: > 0 } cell)
            return float.NaN;
        return float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"line {line + 1}: '{OneLine.Of(cell, 20)}' is no number");
    }
}
