using StreamLift.Poses.Layouts;
using StreamLift.Rigs;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.RigChecks;

/// <summary>One rig: its cameras' statistics, and instants spread over the topic for the comparison with keypoints.</summary>
internal sealed class CheckedRig
{
    private const int MostInstants = 2000;
    private const double LongestStep = 200; // ms between two instants that a velocity is taken from

    private readonly Dictionary<(string Stream, long Frame), KeptFrame> _frames = [];
    private readonly List<List<(string, long)>> _kept = [];
    private readonly Dictionary<long, float[]> _before = [];
    private double _beforeMs = double.NegativeInfinity;
    private int _every = 1;

    public CheckedRig(Rig rig)
    {
        Name = rig.Name;
        Cameras = [.. rig.Cameras.Select(camera => new CheckedCamera(camera))];
    }

    /// <summary>The rig's name.</summary>
    public string Name { get; }

    /// <summary>The cameras, in the file's order.</summary>
    public IReadOnlyList<CheckedCamera> Cameras { get; }

    /// <summary>The number of instants.</summary>
    public long Instants { get; private set; }

    /// <summary>The number of people, over all instants.</summary>
    public long People { get; private set; }

    /// <summary>The number of frames that wait for the comparison with their keypoints.</summary>
    public int KeptFrames => _frames.Count;

    /// <summary>Adds an instant.</summary>
    public void Add(PeopleFrame frame)
    {
        for (var camera = 0; camera < frame.CameraCount; camera++)
            if (Cameras.FirstOrDefault(one => one.Stream == frame.CameraStreamName(camera)) is { } found)
                found.Add(frame, camera);
        if (Instants++ % _every == 0)
            Keep(frame);
        People += frame.PersonCount;
        _before.Clear();
        _beforeMs = frame.TimestampMs;
        for (var person = 0; person < frame.PersonCount; person++)
            _before[frame.Id(person)] = frame.Joints(person).ToArray();
    }

    /// <summary>The kept instant of a camera's frame, once; null: none.</summary>
    public KeptFrame? Take(string stream, long frame) => _frames.Remove((stream, frame), out var kept) ? kept : null;

    private void Keep(PeopleFrame frame)
    {
        var keys = new List<(string, long)>();
        for (var camera = 0; camera < frame.CameraCount; camera++)
        {
            var stream = frame.CameraStreamName(camera);
            if (Cameras.FirstOrDefault(one => one.Stream == stream) is not { } found || SeenBy(frame, camera) is not { Count: > 0 } people)
                continue;
            _frames[(stream, frame.CameraFrame(camera))] = new KeptFrame(found, frame.CameraTimestampMs(camera) - frame.TimestampMs, people);
            keys.Add((stream, frame.CameraFrame(camera)));
        }
        if (keys.Count > 0)
            _kept.Add(keys);
        if (_kept.Count < MostInstants)
            return;
        // Every second one is forgotten, so that the kept ones stay spread over the topic.
        _every *= 2;
        for (var i = _kept.Count - 1; i >= 0; i -= 2)
        {
            foreach (var key in _kept[i])
                _frames.Remove(key);
            _kept.RemoveAt(i);
        }
    }

    // Those whom the camera saw, with their velocity.
    private List<KeptPerson> SeenBy(PeopleFrame frame, int camera)
    {
        var people = new List<KeptPerson>();
        for (var person = 0; person < frame.PersonCount; person++)
        {
            if (!frame.Views(person).Contains(camera))
                continue;
            var (joints, velocity, step) = (frame.Joints(person).ToArray(), new float[Skeletons.PoseWidth], frame.TimestampMs - _beforeMs);
            if (step is > 0 and < LongestStep && _before.TryGetValue(frame.Id(person), out var before))
                for (var i = 0; i < velocity.Length; i++)
                    velocity[i] = (float)((joints[i] - before[i]) / step);
            people.Add(new KeptPerson(joints, velocity));
        }
        return people;
    }
}

/// <summary>A camera's frame at an instant.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="LaterMs">How much later than the instant the frame is stamped, ms.</param>
/// <param name="People">The people whom the camera saw.</param>
internal sealed record KeptFrame(CheckedCamera Camera, double LaterMs, IReadOnlyList<KeptPerson> People);

/// <summary>A person at an instant.</summary>
/// <param name="Joints">17 joints in the world, mm.</param>
/// <param name="Velocity">Their velocity, mm/ms.</param>
internal sealed record KeptPerson(float[] Joints, float[] Velocity);
