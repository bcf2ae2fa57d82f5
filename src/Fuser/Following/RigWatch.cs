using StreamLift.Capture;
using StreamLift.Capture.Views;
using StreamLift.Fuser.Rigs;
using StreamLift.Lanes;

namespace StreamLift.Fuser.Following;

/// <summary>
/// Says what is probably wrong with the cameras of a rig: one without frames, one whose frames have stopped, a clock that is wrong. It goes by the frames'
/// own times and looks once a second of them. One thread at a time.
/// </summary>
internal sealed class RigWatch
{
    private const double Interval = 1000;
    private const double NeverAfter = 10_000; // a camera that starts later than the others
    private const double SilentAfter = 5000;

    private readonly NamedRig _rig;
    private readonly RigReport _report;
    private readonly AssignedPartition _partition;
    private readonly FuserTelemetry _telemetry;
    private readonly double[] _last; // the newest time of each camera; NaN: none in this assignment
    private readonly string?[] _said; // of each camera, what was said last and still holds
    private double _first = double.NaN;
    private double _newest = double.NaN;
    private double _next = double.NaN;

    public RigWatch(NamedRig rig, RigReport report, AssignedPartition partition, FuserTelemetry telemetry)
    {
        (_rig, _report, _partition, _telemetry) = (rig, report, partition, telemetry);
        Status = new RigStatus(rig);
        _last = new double[rig.Rig.Cameras.Count];
        _said = new string?[_last.Length];
        Array.Fill(_last, double.NaN);
    }

    /// <summary>What is known of the rig.</summary>
    public RigStatus Status { get; }

    /// <summary>A frame was added to the tracker.</summary>
    public void See(ViewFrame frame)
    {
        _last[frame.Camera] = frame.TimestampMs;
        if (_report.Cameras[frame.Camera].ClockAheadMs == 0 && !(frame.TimestampMs <= _newest))
            _newest = frame.TimestampMs;
        if (double.IsNaN(_first))
        {
            (_first, _next) = (frame.TimestampMs, frame.TimestampMs + Interval);
            _telemetry.Log(
                $"rig {_rig.Rig.Name}: first frames, in {_partition}; its cameras are {string.Join(", ", _report.Cameras.Select(camera => camera.Stream))}"
            );
        }

        // a clock that was set back begins anew
        if (_newest < _next && _newest > _next - (10 * Interval))
            return;
        _next = _newest + Interval;
        Look();
    }

    /// <summary>The counts of the report go on from a state: what was late before was counted then.</summary>
    public void Restored() => Take(isCounted: true);

    /// <summary>Counts what has not been counted yet.</summary>
    public void End() => Take(isCounted: false);

    private void Look()
    {
        Take(isCounted: false);
        for (var camera = 0; camera < _last.Length; camera++)
        {
            var problem = ProblemOf(camera);
            if (problem == _said[camera])
                continue;
            if (problem is null)
                _telemetry.Log($"rig {_rig.Rig.Name}, camera {_report.Cameras[camera].Stream}: its frames are used again");
            else if (_said[camera] is null)
                _telemetry.Say(Sentence(camera, problem));
            _said[camera] = problem;
        }
    }

    // Constant texts: a clock that is an hour off says another number each second.
    private string? ProblemOf(int camera) =>
        _report.Cameras[camera].ClockAheadMs != 0 ? "clock"
        : double.IsNaN(_last[camera]) ? (_newest - _first >= NeverAfter ? "never" : _said[camera])
        : _newest - _last[camera] >= SilentAfter ? "silent"
        : null;

    private string Sentence(int camera, string problem)
    {
        var (rig, stream) = (_rig.Rig.Name, _report.Cameras[camera].Stream);
        return problem switch
        {
            "clock" => $"rig {rig}, {_report.Cameras[camera].Problem}",
            "never" => $"rig {rig}, camera {stream}: no frame of it in {_partition} while the others had {NeverAfter / 1000:0} s of frames; the camera is off, "
                + "its stream has another name, or its frames are in another partition: write the poses with run --key rig",
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
    }
}
