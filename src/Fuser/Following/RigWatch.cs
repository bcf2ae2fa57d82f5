using System.Globalization;
using StreamLift.Capture;
using StreamLift.Capture.Views;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;

namespace StreamLift.Fuser.Following;

/// <summary>
/// Says what is probably wrong with the cameras of a rig: one without frames, one whose frames have stopped or come too late, a clock that is wrong. It goes
/// by the frames' own times and looks once a second of them. One thread at a time.
/// </summary>
internal sealed class RigWatch
{
    private const double Interval = 1000;
    private const double NeverAfter = 10_000; // a camera that starts later than the others
    private const double SilentAfter = 5000;
    private const double Pause = 2000; // of the whole rig

    // Seconds without a look at silent cameras after frames came camera by camera: each of them is silent while the others' frames are read.
    private const int BacklogLooks = 60;

    // A backlog is read faster than it was filmed: a camera in another partition comes long after the others, and a moment later.
    private static readonly TimeSpan NeverAfterAtLeast = TimeSpan.FromSeconds(5);

    private readonly NamedRig _rig;
    private readonly RigReport _report;
    private readonly AssignedPartition _partition;
    private readonly FuserTelemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly double[] _last; // the newest time of each camera; NaN: none in this assignment
    private readonly string?[] _said; // of each camera, what was said last and still holds
    private readonly CameraLag[] _lags;
    private long? _started;
    private double _newest = double.NaN;
    private double _since = double.NaN;
    private double _next = double.NaN;
    private long _leftOut;
    private int _backlog;
    private bool _isBacklogSaid;

    public RigWatch(NamedRig rig, RigReport report, AssignedPartition partition, FuserTelemetry telemetry, TimeProvider clock)
    {
        (_rig, _report, _partition, _telemetry, _clock) = (rig, report, partition, telemetry, clock);
        Status = new RigStatus(rig);
        _last = new double[rig.Rig.Cameras.Count];
        _said = new string?[_last.Length];
        _lags = [.. report.Cameras.Select(camera => new CameraLag(camera))];
        Array.Fill(_last, double.NaN);
    }

    /// <summary>What is known of the rig.</summary>
    public RigStatus Status { get; }

    /// <summary>A frame was added to the tracker.</summary>
    public void See(ViewFrame frame)
    {
        if (_started is null)
        {
            _started = _clock.GetTimestamp();
            _telemetry.Log(
                $"rig {_rig.Rig.Name}: first frames, in {_partition}; its cameras are {string.Join(", ", _report.Cameras.Select(camera => camera.Stream))}"
            );
        }

        var (before, time) = (_newest, _report.NewestMs);
        _newest = time;
        if (!(Math.Abs(time - before) < Pause))
            Begin(time);
        _last[frame.Camera] = frame.TimestampMs;
        if (!(time >= _next))
            return;
        _next = time + Interval;
        Look(time);
    }

    /// <summary>The counts of the report go on from a state: what was counted before was told then.</summary>
    public void Restored()
    {
        Take(isCounted: true);
        foreach (var lag in _lags)
            lag.Restart();
    }

    /// <summary>Tells what has not been told yet.</summary>
    public void End()
    {
        Take(isCounted: false);
        for (var camera = 0; camera < _last.Length; camera++)
            if (_said[camera] is null && _backlog == 0 && double.IsNaN(_last[camera]) && _newest - _since >= NeverAfter)
                _telemetry.Say(Sentence(camera, "never"));
    }

    // At the first frame, after a pause of the whole rig, and when its time moves back because a clock was wrong: silence counts from now.
    private void Begin(double time)
    {
        (_since, _next) = (time, time + Interval);
        for (var camera = 0; camera < _last.Length; camera++)
            if (!double.IsNaN(_last[camera]))
                _last[camera] = _said[camera] == "silent" ? time - SilentAfter : time;
    }

    private void Look(double time)
    {
        Take(isCounted: false);
        _backlog = Math.Max(0, _backlog - 1);
        foreach (var lag in _lags)
        {
            lag.Measure();
            if (lag.IsInRow)
                SayBacklog(lag);
        }

        for (var camera = 0; camera < _last.Length; camera++)
        {
            var problem = ProblemOf(camera, time);
            if (problem == _said[camera])
                continue;
            if (problem is null)
                _telemetry.Log($"rig {_rig.Rig.Name}, camera {_report.Cameras[camera].Stream}: its frames are used again");
            else if (_said[camera] is null)
                _telemetry.Say(Sentence(camera, problem));
            _said[camera] = problem;
        }
    }

    private void SayBacklog(CameraLag lag)
    {
        _backlog = BacklogLooks;
        if (_isBacklogSaid)
            return;
        _isBacklogSaid = true;
        _telemetry.Say(
            $"rig {_rig.Rig.Name}, camera {lag.Stream}: its frames come {Seconds(lag.MeanMs)} s after the others', one camera after the other, so that most "
                + "instants lack cameras; the cameras' keypoints are in several partitions of the keypoints topic, or were sent camera by camera: "
                + "give all keypoints of a rig one key, its name"
        );
    }

    // Constant texts: a clock that is an hour off says another number each second.
    private string? ProblemOf(int camera, double time) =>
        _report.Cameras[camera].ClockAheadMs != 0 ? "clock"
        : _backlog > 0 ? _said[camera]
        : double.IsNaN(_last[camera]) ? (IsNever(time) ? "never" : _said[camera])
        : time - _last[camera] >= SilentAfter ? "silent"
        : _lags[camera].IsLate ? "late"
        : null;

    private bool IsNever(double time) => time - _since >= NeverAfter && _clock.GetElapsedTime(_started ?? 0) >= NeverAfterAtLeast;

    private string Sentence(int camera, string problem)
    {
        var (rig, stream) = (_rig.Rig.Name, _report.Cameras[camera].Stream);
        return problem switch
        {
            "clock" => $"rig {rig}, {_report.Cameras[camera].Problem}",
            "never" => $"rig {rig}, camera {stream}: no frame of it in {_partition} while the others had {NeverAfter / 1000:0} s of frames; the camera is off, "
                + "its stream has another name, or its frames are in another partition: write the poses with run --key rig",
            "late" =>
                $"rig {rig}, camera {stream}: its frames come {Seconds(_lags[camera].MeanMs)} s after the others', longer than --wait, and are not fused; "
                    + "its detector or network is slow, or a clock is wrong: raise --wait or set the clocks right (NTP or PTP)",
            _ => $"rig {rig}, camera {stream}: no frame for {SilentAfter / 1000:0} s; the others go on without it",
        };
    }

    private void Take(bool isCounted)
    {
        for (var camera = 0; camera < _last.Length; camera++)
        {
            var status = Status.Cameras[camera];
            var late = status.Take(_report.Cameras[camera]);
            if (!isCounted && late > 0)
                _telemetry.AddLate(status.Stream, late);
        }

        if (!isCounted)
            Status.AddLeftOut(_report.LeftOut - _leftOut);
        _leftOut = _report.LeftOut;
    }

    private static string Seconds(double milliseconds) => (milliseconds / 1000).ToString("0.0", CultureInfo.InvariantCulture);
}
