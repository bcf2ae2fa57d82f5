using StreamLift.Capture.Filters;
using StreamLift.Poses.Layouts;

namespace StreamLift.Capture;

/// <summary>How the people of a rig are found.</summary>
public sealed class CaptureOptions
{
    /// <summary>Instants a second; null: as the rig's fastest camera.</summary>
    public double? RateHz { get; init; }

    /// <summary>How long, in event time, an instant waits for the frames of late cameras.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the offsets of the cameras' clocks, found from the people's own motion, are corrected.</summary>
    public bool EstimatesOffsets { get; init; } = true;

    /// <summary>Whether positions are smoothed as well.</summary>
    public Smoothing Smoothing { get; init; } = Smoothing.OneEuro;

    /// <summary>The parameters of the One-Euro filter.</summary>
    public OneEuro OneEuro { get; init; } = new();

    /// <summary>The layouts that a restored state may name.</summary>
    public SkeletonCatalogue Layouts { get; init; } = SkeletonCatalogue.BuiltIn;

    /// <summary>The height of every person, mm; null where it is not known.</summary>
    public double? HeightMm { get; init; }

    /// <summary>Whether every joint of the input layout is triangulated as well.</summary>
    public bool AllJoints { get; init; }
}

/// <summary>The smoothing of positions.</summary>
public enum Smoothing
{
    /// <summary>None.</summary>
    None,

    /// <summary>The One-Euro filter (Casiez, Roussel and Vogel 2012).</summary>
    OneEuro,
}
