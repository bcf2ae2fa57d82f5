using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Markers;

/// <summary>
/// The markers of a file, without a tree. Gaps of a marker are filled on straight lines between its neighbours in time, and at the ends with the nearest
/// position. A marker in a gap that is too long for that is not known there; one that is never seen is left out.
/// </summary>
internal sealed class MarkerMotion : IRigMotion
{
    // As Pose2Sim interpolates: 20 frames.
    private const int LongestGap = 20;

    private readonly Vector3[] _positions;
    private readonly bool[] _known;
    private readonly int[] _filled;

    /// <param name="names">The markers' names, as in the file.</param>
    /// <param name="positions">By frame and marker, in the file's unit and axes; NaN where a marker is not seen.</param>
    public MarkerMotion(IReadOnlyList<string> names, Vector3[] positions)
    {
        Frames = names.Count == 0 ? 0 : positions.Length / names.Count;
        var seen = Enumerable.Range(0, names.Count).Where(marker => Enumerable.Range(0, Frames).Any(frame => IsSeen(positions[At(frame, marker)]))).ToList();
        int At(int frame, int marker) => (frame * names.Count) + marker;
        Names = [.. seen.Select(marker => names[marker])];
        Parents = [.. seen.Select(_ => -1)];
        (_positions, _known) = (new Vector3[Frames * seen.Count], new bool[Frames * seen.Count]);
        for (var frame = 0; frame < Frames; frame++)
        for (var marker = 0; marker < seen.Count; marker++)
            _positions[(frame * seen.Count) + marker] = positions[At(frame, seen[marker])];
        _filled = [.. Enumerable.Range(0, seen.Count).Select(Fill)];
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<int> Parents { get; }

    public IReadOnlyList<Vector3>? Rest => null;

    public LengthUnit? Unit { get; init; }

    public WorldUp? Up { get; init; }

    public double? Rate { get; init; }

    public int Frames { get; }

    /// <summary>What the reader of the file has to say; null: nothing.</summary>
    public string? Note { get; init; }

    public IEnumerable<string> Notes(IReadOnlyList<int> used)
    {
        if (Note is not null)
            yield return Note;
        var gaps = used.Where(marker => _filled[marker] > 0).ToList();
        if (gaps.Count > 0)
        {
            var longest = gaps.Max(marker => _filled[marker]);
            yield return $"gaps of {(longest == 1 ? "1 frame" : $"up to {longest} frames")} are filled: {Some([.. gaps.Select(marker => Names[marker])])}";
        }
    }

    public void ComputeFrame(int frame, Span<Vector3> positions) => _positions.AsSpan(frame * Names.Count, Names.Count).CopyTo(positions);

    public bool IsKnown(int frame, int joint) => _known[(frame * Names.Count) + joint];

    /// <summary>
    /// Turns a world that was made of one with y up. Pose2Sim and OpenSim's tools write a world with z up as (y, z, x), so that its x is the file's z: in
    /// these axes the cameras of its calibration are.
    /// </summary>
    /// <param name="world">x, y, z, with z up; changed in place.</param>
    public static void TurnToCalibration(Span<float> world)
    {
        for (var i = 0; i < world.Length; i += 3)
            (world[i], world[i + 1]) = (-world[i + 1], world[i]);
    }

    private static bool IsSeen(Vector3 position) => float.IsFinite(position.X) && float.IsFinite(position.Y) && float.IsFinite(position.Z);

    private static string Some(IReadOnlyList<string> names) =>
        OneLine.Of(string.Join(", ", names.Take(5)), 200) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");

    /// <returns>The length of the longest gap that was filled.</returns>
    private int Fill(int marker)
    {
        var (before, longest) = (-1, 0);
        for (var frame = 0; frame <= Frames; frame++)
        {
            if (frame < Frames && !IsSeen(_positions[(frame * Names.Count) + marker]))
                continue;
            if (frame < Frames)
                _known[(frame * Names.Count) + marker] = true;
            if (Between(marker, before, frame) is var length && length <= LongestGap)
                longest = Math.Max(longest, length);
            before = frame;
        }
        return longest;
    }

    /// <returns>The number of frames between the two.</returns>
    private int Between(int marker, int before, int after)
    {
        Vector3 At(int frame) => _positions[(frame * Names.Count) + marker];
        var length = after - before - 1;
        for (var frame = before + 1; frame < after; frame++)
        {
            _positions[(frame * Names.Count) + marker] =
                before < 0 ? At(after)
                : after == Frames ? At(before)
                : Vector3.Lerp(At(before), At(after), (float)(frame - before) / (after - before));
            _known[(frame * Names.Count) + marker] = length <= LongestGap;
        }
        return length;
    }
}
