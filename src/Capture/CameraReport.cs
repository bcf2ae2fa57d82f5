using System.Globalization;
using StreamLift.Capture.Residuals;
using StreamLift.Capture.Time;

namespace StreamLift.Capture;

/// <summary>How one camera of a rig does, as of now. Not thread-safe.</summary>
public sealed class CameraReport
{
    private readonly int _camera;
    private readonly ViewTimeline _timeline;
    private readonly OffsetEstimator _offsets;

    internal CameraReport(string stream, int camera, ViewTimeline timeline, OffsetEstimator offsets) =>
        (Stream, _camera, _timeline, _offsets) = (stream, camera, timeline, offsets);

    /// <summary>The stream of its frames.</summary>
    public string Stream { get; }

    /// <summary>How far its clock is ahead of the mean of the rig's clocks, ms, by the people's own motion.</summary>
    public double OffsetMs => _offsets.Offsets[_camera];

    /// <summary>The expected error of <see cref="OffsetMs"/>, ms: large while nobody has walked.</summary>
    public double OffsetSigmaMs => _offsets.Sigma[_camera];

    /// <summary>The offset that its times are corrected by at the moment, ms: 0 below 2 ms and while it is not sure.</summary>
    public double AppliedOffsetMs => Timeline.OffsetMs;

    /// <summary>Its usual frames a second; NaN while unknown.</summary>
    public double RateHz => Timeline.PeriodMs > 0 ? 1000 / Timeline.PeriodMs : double.NaN;

    /// <summary>The median distance between seen and projected joints, px; NaN before the first person.</summary>
    public double ReprojectionPx => _offsets.Cameras[_camera].IsMeasured ? _offsets.Cameras[_camera].Median : double.NaN;

    /// <summary>The share of its seen joints that belong to a person of the rig and are near where the person's joint is; NaN before the first.</summary>
    public double UsedShare => _offsets.Cameras[_camera].Used;

    /// <summary>Frames that came.</summary>
    public long Frames => Timeline.Counts.Frames;

    /// <summary>Frames that came after their instant was closed.</summary>
    public long Late => Timeline.Counts.Late;

    /// <summary>Frames that were not newer than one before them, and were ignored.</summary>
    public long Repeated => Timeline.Counts.Repeated;

    /// <summary>Frames that were refused for their time: more than 10 s from the other cameras' times.</summary>
    public long Refused => Timeline.Counts.Refused;

    /// <summary>Frames that were ignored because 1024 frames of the camera waited already: for cameras that are awaited.</summary>
    public long Overflowed => Timeline.Counts.Overflowed;

    /// <summary>
    /// Frames that came after a frame of another camera that is newer by more than the wait. Nearly all: its detector or network is slow, a clock is off, or
    /// the cameras' frames come one camera after the other.
    /// </summary>
    public long Behind => Timeline.Counts.Behind;

    /// <summary>Those of <see cref="Behind"/> that came directly after another frame of this camera. Nearly all: the frames come camera by camera.</summary>
    public long BehindInRow => Timeline.Counts.BehindInRow;

    /// <summary>By how much <see cref="Behind"/> frames were older than the newest one of another camera, all together, ms.</summary>
    public double BehindMs => Timeline.Counts.BehindMs;

    /// <summary>How far its clock is ahead of the other cameras' while its frames are refused for it, ms; 0 else.</summary>
    public double ClockAheadMs => _timeline.ClockAheadMs(_camera);

    /// <summary>What is wrong with the camera's clock, in one sentence with the remedy; null for nothing.</summary>
    public string? Problem =>
        ClockAheadMs == 0
            ? null
            : $"camera {Stream}: its clock is {Words(Math.Abs(ClockAheadMs))} {(ClockAheadMs > 0 ? "ahead of" : "behind")} the other cameras' clocks; "
                + "its frames are refused until it is set right (NTP or PTP)";

    private CameraTimeline Timeline => _timeline.Cameras[_camera];

    private static string Words(double milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(Math.Min(milliseconds, TimeSpan.MaxValue.TotalMilliseconds / 2));
        return time.TotalDays >= 2 ? Plural(time.TotalDays, "day")
            : time.TotalHours >= 1 ? $"{Plural(Math.Floor(time.TotalHours), "hour")} {Plural(time.Minutes, "minute")}"
            : time.TotalMinutes >= 1 ? $"{Plural(time.Minutes, "minute")} {Plural(time.Seconds, "second")}"
            : Plural(Math.Round(time.TotalSeconds), "second");
    }

    private static string Plural(double count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:F0} {unit}{(Math.Round(count) == 1 ? "" : "s")}");
}
