using StreamLift.Datasets.Scenes;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;
using StreamLift.Poses.Scoring.People;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Demo;

/// <summary>
/// Collects the demo's statistics from the sender, the reader and the pipeline's metrics, each on its thread. A display reads them once a second.
/// </summary>
internal sealed class DemoStatistics(DemoScene scene, TimeProvider clock)
{
    /// <summary>Frames before this time do not count in the total latency: .NET compiles the code meanwhile, which delays them by 0.2 s.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly InFlightFrames _inFlight = new(clock);
    private readonly WindowStatistics _now = new();
    private readonly WindowStatistics _soFar = new();
    private readonly ErrorTable _errors = new();
    private readonly RoomErrors _room = new();
    private readonly HashSet<long> _tracks = [];
    private readonly SceneFrame _seen = new();
    private readonly float[] _truth = new float[Skeletons.PoseWidth];
    private RunningMean _aligned;
    private long _doubled;
    private long _lastFrame = -1;
    private long? _started;
    private long _lastRead;

    /// <summary>Frames whose poses have not been received.</summary>
    public int InFlight => _inFlight.Count;

    /// <summary>Instants of the room that were received.</summary>
    public long Instants
    {
        get
        {
            lock (_lock)
                return _room.Instants;
        }
    }

    /// <summary>The last frame that was sent; -1: none.</summary>
    public long LastFrame
    {
        get
        {
            lock (_lock)
                return _lastFrame;
        }
    }

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
            // A person's id is the place in the detector's list.
            scene.Detect(camera, poses.FrameNumber, _seen);
            for (var person = 0; person < poses.PersonCount; person++)
                if (poses.Lifted(person) && poses.Id(person) < _seen.Count)
                    Score(camera, poses.FrameNumber, _seen.Person((int)poses.Id(person)), poses.Joints(person));
        }
    }

    /// <summary>Counts an instant of the room that was received, and scores its people.</summary>
    public void Received(PeopleFrame people)
    {
        if (people.CameraCount == 0)
            return;
        lock (_lock)
        {
            for (var i = 0; i < people.PersonCount; i++)
            {
                _tracks.Add(people.Id(i));
                var (nearest, error) = (-1, PeopleMatching.Reach);
                for (var person = 0; person < DemoScene.People; person++)
                {
                    scene.World(person, people.CameraFrame(0), _truth);
                    if (PoseError.Mpjpe(people.Joints(i), _truth) is var distance && distance < error)
                        (nearest, error) = (person, distance);
                }
                if (nearest < 0)
                    continue;
                scene.World(nearest, people.CameraFrame(0), _truth);
                _room.Add(nearest, Joints.RelativeToHip(people.Joints(i), _truth), error);
            }
            _room.AddInstant(_tracks.Count);
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
                Now = _now.Read(_started is null ? TimeSpan.Zero : clock.GetElapsedTime(_lastRead, moment)),
                Total = _soFar.Read(elapsed),
                Duplicates = _doubled,
                InFlight = _inFlight.Count,
                Errors = _errors.Copy(),
                Room = _room.Copy(),
                AlignedError = _aligned.Value,
            };
            _now.Clear();
            _lastRead = moment;
            return report;
        }
    }

    private void Score(int camera, long frame, int person, ReadOnlySpan<float> joints)
    {
        scene.Truth(camera, frame, person, _truth);
        var error = PoseError.Mpjpe(joints, _truth);
        _now.AddError(error);
        _soFar.AddError(error);
        _errors.Add(camera, person, error);
        _aligned.Add(PoseError.ProcrustesMpjpe(joints, _truth));
    }
}
