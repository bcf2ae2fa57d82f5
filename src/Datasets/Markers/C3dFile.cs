using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Markers;

/// <summary>
/// The markers of a C3D file (c3d.org's user guide): a header of 512 bytes, parameters in groups, then frames of points and analogue samples. Points are
/// float or scaled 16-bit numbers. Files written by Intel, DEC and MIPS processors differ in their numbers.
/// </summary>
internal static class C3dFile
{
    private const int Block = 512;
    private const byte Key = 0x50;
    private const long Largest = 1L << 30;

    /// <exception cref="InvalidDataException">Another format, or a damaged file.</exception>
    public static IRigMotion Read(string path) => ReadMarkers(path).ToMotion();

    /// <summary>The markers as they are in the file.</summary>
    /// <exception cref="InvalidDataException">Another format, or a damaged file.</exception>
    public static RecordedMarkers ReadMarkers(string path)
    {
        if (new FileInfo(path) is { Length: > Largest } large)
            throw new InvalidDataException($"the file has {large.Length:N0} bytes, which is too large");
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 2 * Block || bytes[1] != Key || bytes[0] == 0)
            throw new InvalidDataException("the header is none of C3D");
        var parameters = C3dParameters.Read(bytes, (bytes[0] - 1) * Block);
        var numbers = parameters.Numbers;
        int points = numbers.Word(bytes, 2),
            analogue = numbers.Word(bytes, 4);
        var (first, last) = (numbers.Word(bytes, 6), numbers.Word(bytes, 8));
        var scale = numbers.Float(bytes, 12);
        var start = ((parameters.Integer("POINT", "DATA_START") is > 0 and var stated ? stated : numbers.Word(bytes, 16)) - 1L) * Block;
        var isFloat = scale < 0;
        var frameBytes = ((4L * points) + analogue) * (isFloat ? 4 : 2);
        var frames = Frames(parameters, last - first + 1);
        if (points == 0 || start < 0 || start >= bytes.Length)
            throw new InvalidDataException(points == 0 ? "it holds no points" : "its data begin outside the file");
        // Some programs write one frame less than they say.
        var isShort = frames > 1 && start + (frames * frameBytes) > bytes.Length && start + ((frames - 1) * frameBytes) <= bytes.Length;
        frames -= isShort ? 1 : 0;
        if (frames <= 0 || start + (frames * frameBytes) > bytes.Length)
            throw new InvalidDataException(
                $"its header says {frames:N0} frames of {frameBytes:N0} bytes, but {bytes.Length - start:N0} bytes follow: it is cut short"
            );

        var names = parameters.Labels(points);
        var positions = new Vector3[frames * points];
        for (var frame = 0; frame < frames; frame++)
        for (var point = 0; point < points; point++)
            positions[((int)frame * points) + point] = isFloat
                ? FloatPoint(bytes, (int)(start + (frame * frameBytes) + (16L * point)), numbers)
                : WholePoint(bytes, (int)(start + (frame * frameBytes) + (8L * point)), numbers, scale);
        return new RecordedMarkers(names, positions)
        {
            Unit = Unit(parameters),
            Up = Up(parameters),
            Rate = numbers.Float(bytes, 20) is > 0 and <= 1e5f and var rate ? rate : null,
            FirstFrame = Math.Max(0, FirstFrame(parameters, first) - 1),
            Note = isShort ? $"{frames:N0} frames were read, one less than its header says" : null,
        };
    }

    // The frame numbers in the header have 16 bits. Longer takes say their length in TRIAL, or in POINT:FRAMES.
    private static long Frames(C3dParameters parameters, int inHeader)
    {
        if (
            parameters.Words("TRIAL", "ACTUAL_START_FIELD") is [var startLow, var startHigh]
            && parameters.Words("TRIAL", "ACTUAL_END_FIELD") is [var endLow, var endHigh]
        )
            return endLow + (65536L * endHigh) - (startLow + (65536L * startHigh)) + 1;
        return parameters.Integer("POINT", "FRAMES") is > 0 and var frames && frames != ushort.MaxValue && frames > inHeader ? frames : inHeader;
    }

    private static long FirstFrame(C3dParameters parameters, int inHeader) =>
        parameters.Words("TRIAL", "ACTUAL_START_FIELD") is [var low, var high] ? low + (65536L * high) : inHeader;

    private static Vector3 FloatPoint(byte[] bytes, int at, C3dNumbers numbers) =>
        // A negative residual, and in many files 0, 0, 0, mean that the marker was not seen.
        Seen(new(numbers.Float(bytes, at), numbers.Float(bytes, at + 4), numbers.Float(bytes, at + 8)), numbers.Float(bytes, at + 12) < 0);

    private static Vector3 WholePoint(byte[] bytes, int at, C3dNumbers numbers, float scale) =>
        Seen(scale * new Vector3(numbers.Short(bytes, at), numbers.Short(bytes, at + 2), numbers.Short(bytes, at + 4)), numbers.Short(bytes, at + 6) < 0);

    private static Vector3 Seen(Vector3 position, bool isMissing) => isMissing || position == Vector3.Zero ? new Vector3(float.NaN) : position;

    private static LengthUnit? Unit(C3dParameters parameters) =>
        parameters.Text("POINT", "UNITS") is { Length: > 0 } text && LengthUnit.TryParse(text, out var unit) ? unit : null;

    // Y_SCREEN is the axis that points up on the screen.
    private static WorldUp? Up(C3dParameters parameters) =>
        parameters.Text("POINT", "Y_SCREEN") is { Length: > 0 } text && WorldUps.TryParse(text, out var up) ? up : null;
}
