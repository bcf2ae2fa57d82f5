using StreamLift.Capture;

namespace StreamLift.Fuser;

/// <summary>The settings of the second stage, from the configuration section <c>StreamLift:Fuser</c>.</summary>
public sealed class FuserOptions
{
    /// <summary>The file of rigs: StreamLift's own, or the calibration of another tool. Empty: only recordings of Human3.6M, which need none.</summary>
    public string Rig { get; set; } = "";

    /// <summary>The compacted topic that holds the state. Empty: the group's name and <c>-state</c>.</summary>
    public string State { get; set; } = "";

    /// <summary>Instants a second, or <c>auto</c>: as the rig's fastest camera.</summary>
    public string Rate { get; set; } = "auto";

    /// <summary>How long, in event time, an instant waits for the frames of late cameras.</summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether positions are smoothed as well.</summary>
    public Smoothing Smoothing { get; set; } = Smoothing.OneEuro;

    /// <summary>The height of every person, mm; null where it is not known.</summary>
    public double? Height { get; set; }

    /// <summary>Whether every joint of the input layout is triangulated as well.</summary>
    public bool AllJoints { get; set; }

    /// <summary>From which score on a joint counts as seen. Null selects the limit of each layout.</summary>
    public double? MinScore { get; set; }

    /// <summary>The longest time for one batch. After that the process counts as hung and ends.</summary>
    public TimeSpan HangTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of people, of all cameras, in a full batch.</summary>
    public int MaxBatch { get; set; } = 256;

    /// <summary>The longest time that a batch waits for more records while the worker is free. 0 disables waiting.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.Zero;

    /// <summary>The number of batches per lane.</summary>
    public int Batches { get; set; } = 16;

    /// <summary>The rate of <see cref="Rate"/>; null for <c>auto</c>.</summary>
    public double? RateHz => Rate == "auto" ? null : double.Parse(Rate, System.Globalization.CultureInfo.InvariantCulture);
}
