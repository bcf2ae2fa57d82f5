using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Markers;

/// <summary>The markers of a file, with their gaps.</summary>
/// <param name="Names">The markers' names, as in the file.</param>
/// <param name="Positions">By frame and marker, in the file's unit and axes; NaN where a marker is not seen.</param>
internal sealed record RecordedMarkers(IReadOnlyList<string> Names, Vector3[] Positions)
{
    /// <summary>The unit that the file states. Null: none.</summary>
    public LengthUnit? Unit { get; init; }

    /// <summary>The axis that the file states to be up. Null: none.</summary>
    public WorldUp? Up { get; init; }

    /// <summary>Frames per second. Null: the file does not say it.</summary>
    public double? Rate { get; init; }

    /// <summary>The number of the first frame, from 0: later than 0 if the file begins within a recording.</summary>
    public long FirstFrame { get; init; }

    /// <summary>What the reader of the file has to say; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The number of frames.</summary>
    public int Frames => Names.Count == 0 ? 0 : Positions.Length / Names.Count;

    /// <summary>The motion, with short gaps filled.</summary>
    public MarkerMotion ToMotion() =>
        new(Names, Positions)
        {
            Unit = Unit,
            Up = Up,
            Rate = Rate,
            Note = Note,
        };
}
