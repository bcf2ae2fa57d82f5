namespace StreamLift.Capture.People;

/// <summary>All people of a rig at one instant. Reused; valid until the next instant is taken. Not thread-safe.</summary>
public sealed class PeopleInstant
{
    private readonly List<PersonPose> _people = [];
    private readonly List<InstantCamera> _cameras = [];

    /// <summary>0, 1, 2 … of this rig, without gaps.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The instant, Unix ms.</summary>
    public double TimestampMs { get; internal set; }

    /// <summary>The cameras that took part, in the rig's order.</summary>
    public IReadOnlyList<InstantCamera> Cameras => _cameras;

    /// <summary>The number of people.</summary>
    public int Count { get; private set; }

    /// <summary>A person, in the order of the ids.</summary>
    public PersonPose this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _people[index];
        }
    }

    internal void Begin(long sequence, double timestampMs)
    {
        (Sequence, TimestampMs, Count) = (sequence, timestampMs, 0);
        _cameras.Clear();
    }

    internal void AddCamera(int camera, long frame, double timestampMs) => _cameras.Add(new InstantCamera(camera, frame, timestampMs));

    internal PersonPose Add()
    {
        if (Count == _people.Count)
            _people.Add(new PersonPose());
        return _people[Count++];
    }
}

/// <summary>A camera's part in an instant.</summary>
/// <param name="Camera">The camera's index in the rig.</param>
/// <param name="Frame">The number of the frame that is nearest to the instant.</param>
/// <param name="TimestampMs">That frame's capture time as its camera's clock says, Unix ms.</param>
public readonly record struct InstantCamera(int Camera, long Frame, double TimestampMs);
