using StreamLift.Poses.Layouts;

namespace StreamLift.Capture.Views;

/// <summary>
/// The people that one camera saw in one frame, or at an instant between two frames. Reuse one object for frame after frame: its arrays grow and are kept.
/// Not thread-safe.
/// </summary>
public sealed class ViewFrame
{
    /// <summary>The joints of <see cref="Body"/> and <see cref="Lifted"/>: h36m17.</summary>
    public const int BodyJoints = 17;

    private ViewPerson[] _people = new ViewPerson[4];
    private float[] _keypoints = [];
    private float[] _body = new float[4 * 3 * BodyJoints];
    private float[] _lifted = new float[4 * 3 * BodyJoints];
    private float[] _sigma = new float[4 * BodyJoints];
    private JointMap? _map;

    /// <summary>The camera's index in the rig.</summary>
    public int Camera { get; private set; }

    /// <summary>The frame's number in its stream.</summary>
    public long Frame { get; private set; }

    /// <summary>The capture time, Unix ms.</summary>
    public double TimestampMs { get; private set; }

    /// <summary>The number of people.</summary>
    public int Count { get; private set; }

    /// <summary>The layout of <see cref="Keypoints"/>.</summary>
    /// <exception cref="InvalidOperationException">Before the first <see cref="Begin"/>.</exception>
    public Skeleton Layout => Map.From;

    /// <summary>The map from <see cref="Layout"/> to the joints of the body.</summary>
    /// <exception cref="InvalidOperationException">Before the first <see cref="Begin"/>.</exception>
    public JointMap Map => _map ?? throw new InvalidOperationException("the frame is empty");

    private int Width => 3 * Layout.Count;

    /// <summary>The detector's id of a person; -1 for none.</summary>
    public long Id(int person) => Of(person).Id;

    /// <summary>The detector's score of a person; NaN for none.</summary>
    public float Score(int person) => Of(person).Score;

    /// <summary>Whether the person was lifted.</summary>
    public bool IsLifted(int person) => Of(person).IsLifted;

    /// <summary>x, y, score of each joint of <see cref="Layout"/>, px of the calibrated image; score 0: not seen. 3·J numbers.</summary>
    public Span<float> Keypoints(int person) => _keypoints.AsSpan(Index(person) * Width, Width);

    /// <summary>The same for the joints of the body, h36m17: 51 numbers.</summary>
    public Span<float> Body(int person) => _body.AsSpan(Index(person) * 3 * BodyJoints, 3 * BodyJoints);

    /// <summary>x, y, z of the lifted joints, mm from the hip, in camera axes: 51 numbers. Only where <see cref="IsLifted"/>.</summary>
    public Span<float> Lifted(int person) => _lifted.AsSpan(Index(person) * 3 * BodyJoints, 3 * BodyJoints);

    /// <summary>The expected error of each lifted joint, mm; 0 where the model gives none. Only where <see cref="IsLifted"/>.</summary>
    public Span<float> Sigma(int person) => _sigma.AsSpan(Index(person) * BodyJoints, BodyJoints);

    /// <summary>Empties the frame and starts another one.</summary>
    /// <param name="camera">The camera's index in the rig.</param>
    /// <param name="frame">The frame's number.</param>
    /// <param name="timestampMs">The capture time, Unix ms.</param>
    /// <param name="map">From the layout of the keypoints to h36m17.</param>
    public void Begin(int camera, long frame, double timestampMs, JointMap map)
    {
        (Camera, Frame, TimestampMs, Count) = (camera, frame, timestampMs, 0);
        if (map.To.Count != BodyJoints)
            throw new ArgumentException($"the map leads to {map.To.Name}, not to h36m17", nameof(map));
        if (ReferenceEquals(map, _map))
            return;
        _map = map;
        _keypoints = new float[_people.Length * Width];
    }

    /// <summary>Adds a person without keypoints: all joints are not seen until the caller writes them; <see cref="MapBody"/> then fills the body.</summary>
    /// <param name="id">The detector's id; -1 for none.</param>
    /// <param name="score">The detector's score; NaN for none.</param>
    /// <param name="isLifted">Whether the caller writes <see cref="Lifted"/> and <see cref="Sigma"/>.</param>
    /// <returns>The person's index.</returns>
    public int Add(long id, float score, bool isLifted)
    {
        if (Count == _people.Length)
        {
            Array.Resize(ref _people, 2 * Count);
            Array.Resize(ref _keypoints, 2 * Count * Width);
            Array.Resize(ref _body, 2 * Count * 3 * BodyJoints);
            Array.Resize(ref _lifted, 2 * Count * 3 * BodyJoints);
            Array.Resize(ref _sigma, 2 * Count * BodyJoints);
        }

        _people[Count] = new ViewPerson(id, score, isLifted);
        Count++;
        Keypoints(Count - 1).Clear();
        Body(Count - 1).Clear();
        Lifted(Count - 1).Clear();
        Sigma(Count - 1).Clear();
        return Count - 1;
    }

    /// <summary>Fills <see cref="Body"/> of a person from its keypoints. Seen joints only: an estimate must not be triangulated.</summary>
    public void MapBody(int person) => Map.ApplySeen(Keypoints(person), Body(person));

    /// <summary>Becomes a copy of another frame.</summary>
    public void CopyFrom(ViewFrame other) => CopyFrom(other, other.TimestampMs);

    /// <summary>Becomes a copy of another frame with another time.</summary>
    public void CopyFrom(ViewFrame other, double timestampMs)
    {
        Begin(other.Camera, other.Frame, timestampMs, other.Map);
        for (var person = 0; person < other.Count; person++)
        {
            Add(other.Id(person), other.Score(person), other.IsLifted(person));
            other.Keypoints(person).CopyTo(Keypoints(person));
            other.Body(person).CopyTo(Body(person));
            other.Lifted(person).CopyTo(Lifted(person));
            other.Sigma(person).CopyTo(Sigma(person));
        }
    }

    private ref ViewPerson Of(int person) => ref _people[Index(person)];

    private int Index(int person)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)Count, nameof(person));
        return person;
    }

    private readonly record struct ViewPerson(long Id, float Score, bool IsLifted);
}
