using System.Globalization;
using StreamLift.Capture;

namespace StreamLift.Fuser.Following;

/// <summary>What is known of a camera, for gauges and the log. One thread writes; any thread reads numbers that may be of two different moments.</summary>
/// <param name="stream">The stream of its frames.</param>
public sealed class CameraStatus(string stream)
{
    /// <summary>The stream of its frames.</summary>
    public string Stream { get; } = stream;

    /// <summary>How far its clock is ahead of the rig's mean, ms.</summary>
    public double OffsetMs { get; private set; } = double.NaN;

    /// <summary>The median distance between seen and projected joints, px; NaN before the first person.</summary>
    public double ReprojectionPx { get; private set; } = double.NaN;

    /// <summary>Its usual frames a second; NaN while unknown.</summary>
    public double RateHz { get; private set; } = double.NaN;

    /// <summary>The share of its seen joints that were used; NaN before the first person.</summary>
    public double UsedShare { get; private set; } = double.NaN;

    /// <summary>Frames that came.</summary>
    public long Frames { get; private set; }

    /// <summary>Frames that came after their instant was closed.</summary>
    public long Late { get; private set; }

    /// <summary>Frames that were refused: for their time, as not newer than one before them, or because too many waited already.</summary>
    public long Refused { get; private set; }

    /// <inheritdoc/>
    public override string ToString() =>
        Frames == 0
            ? $"{Stream} no frames"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Stream} {Number(RateHz, "0.0")} Hz, clock {Number(OffsetMs, "+0.0;-0.0;0.0")} ms, {Number(ReprojectionPx, "0.0")} px"
                    + $"{(Late > 0 ? $", {Late} late" : "")}{(Refused > 0 ? $", {Refused} refused" : "")}"
            );

    /// <summary>Takes the numbers of a report.</summary>
    /// <returns>How many late frames there are that were not counted yet.</returns>
    internal long Take(CameraReport report)
    {
        var late = report.Late - Late;
        (OffsetMs, ReprojectionPx, RateHz, UsedShare) = (report.OffsetMs, report.ReprojectionPx, report.RateHz, report.UsedShare);
        (Frames, Late, Refused) = (report.Frames, report.Late, report.Refused + report.Repeated + report.Overflowed);
        return late;
    }

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
