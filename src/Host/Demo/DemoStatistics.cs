using StreamLift.Host.Motion;
using StreamLift.Poses;
using StreamLift.Poses.Scoring;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Demo;

/// <summary>
/// Collects the demo's statistics from the sender, the reader and the pipeline's metrics, each on its thread. A display reads them once a second.
/// </summary>
internal sealed class DemoStatistics(SyntheticScene scene, TimeProvider clock)
{
    /// <summary>Frames before this time do not count in the total latency: .NET compiles the code meanwhile, which delays them by 0.2 s.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly InFlightFrames _inFlight = new(clock);
    private readonly WindowStatistics _now = new();
    private readonly WindowStatistics _soFar = new();
    private readonly ErrorTable _errors = new();
    private RunningMean _aligned;
    private long _doubled;
    private long _lastFrame = -1;
    private long? _started;
    private long _lastRead;

    /// <summary>Frames whose poses have not been received.</summary>
    public int InFlight => _inFlight.Count;

    /// <summary>Starts the time.</summary>
    public void Start()
    {
        lock (_lock)
            _started = _lastRead = clock.GetTimestamp();
    }

    /// <summary>Counts a frame that is about to be sent.</summary>
    public void Started(int camera, long frame)
    {
        lock (_lock)
        {
            _now.Sent();
            _soFar.Sent();
            _lastFrame = frame;
        }

        _inFlight.Start(camera, frame);
    }

    /// <summary>Counts a batch.</summary>
    public void Batch(int people)
    {
        lock (_lock)
        {
            _now.Batch(people);
            _soFar.Batch(people);
        }
    }

    /// <summary>Counts a frame whose poses were received, and scores them.</summary>
    public void Received(int camera, PoseFrame poses)
    {
        var latency = _inFlight.Complete(camera, poses.FrameNumber);
        Span<float> truth = stackalloc float[SyntheticScene.Width];
        scene.Truth(camera, poses.FrameNumber, truth);
        lock (_lock)
        {
            if (latency is not { } time)
            {
                _doubled++;
                return;
            }

            _now.Received();
            _soFar.Received();
            _now.AddLatency(time);
            if (scene.DueAt(poses.FrameNumber) >= WarmUp)
                _soFar.AddLatency(time);
            for (var person = 0; person < poses.PersonCount; person++)
                if (poses.Lifted(person))
                    Score(camera, poses.FrameNumber, poses.Joints(person), truth);
        }
    }

    /// <summary>The statistics since the start and since the previous call.</summary>
    public DemoReport Read()
    {
        lock (_lock)
        {
            var moment = clock.GetTimestamp();
            var elapsed = clock.GetElapsedTime(_started ?? moment, moment);
            var report = new DemoReport
            {
                Elapsed = elapsed,
                Activity = _lastFrame < 0 ? null : scene.ActivityAt(_lastFrame),
                Now = _now.Read(_started is null ? TimeSpan.Zero : clock.GetElapsedTime(_lastRead, moment)),
                Total = _soFar.Read(elapsed),
                Duplicates = _doubled,
                InFlight = _inFlight.Count,
                Errors = _errors.Copy(),
                AlignedError = _aligned.Value,
            };
            _now.Clear();
            _lastRead = moment;
            return report;
        }
    }

    private void Score(int camera, long frame, ReadOnlySpan<float> joints, ReadOnlySpan<float> truth)
    {
        var error = PoseError.Mpjpe(joints, truth);
        _now.AddError(error);
        _soFar.AddError(error);
        _errors.Add(camera, scene.ActivityAt(frame), error);
        _aligned.Add(PoseError.ProcrustesMpjpe(joints, truth));
    }
}
