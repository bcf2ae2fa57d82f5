using System.Globalization;
using StreamLift.Poses;

namespace StreamLift.Files.Grid;

/// <summary>What came up while a recording was written.</summary>
internal sealed class RecordingNotes
{
    /// <summary>The rate where nothing tells it, Hz.</summary>
    public const double UsualRate = 30;

    private readonly HashSet<string> _lines = [];
    private int _leftOut;
    private int _tooEarly;

    public void AddUnknownRate() =>
        _lines.Add($"the frame rate is not known, since there are fewer than three instants; {UsualRate:0} Hz are written (--rate says another)");

    public void AddLayout(string layout, string first) =>
        _lines.Add($"points of layout {OneLine.Of(layout)} are left out: the files have those of {OneLine.Of(first)}, which came first");

    public void AddNoFile(string path) => _lines.Add($"{path} is not written: the middle of the person's hips is never known, which is the root of the bones");

    public void AddLeftOut(int samples) => _leftOut += samples;

    public void AddTooEarly() => _tooEarly++;

    /// <summary>The lines.</summary>
    /// <param name="rate">Frames per second of the files.</param>
    public IReadOnlyList<string> Lines(double? rate) =>
        [
            .. _lines,
            .. _leftOut == 0
                ? []
                : new[]
                {
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_leftOut:N0} poses are left out: nearer ones fall on the same frame at {rate:0.###} Hz (--rate says another), or they came twice"
                    ),
                },
            .. _tooEarly == 0 ? [] : new[] { $"{_tooEarly:N0} poses are left out: they are from before the recording's first instant" },
        ];
}
