using System.Numerics;
using System.Text;
using StreamLift.Poses.Layouts;

namespace StreamLift.Wire.Messages;

/// <summary>
/// One frame of 3D poses of the output topic. Reuse one instance for frame after frame: its arrays grow and are kept. Not thread-safe.
/// </summary>
public sealed class PoseFrame
{
    private readonly CachedString _streamName = new();
    private byte[] _stream = new byte[64];
    private int _streamLength;
    private Person[] _people = new Person[4];

    /// <summary>The stream that the frame belongs to, a camera or one take of it: UTF-8, without JSON's escapes.</summary>
    public ReadOnlySpan<byte> Stream => _stream.AsSpan(0, _streamLength);

    /// <summary><see cref="Stream"/> as a string; a new string is made only when the name differs from that of the frame before.</summary>
    public string StreamName => _streamName.Get(Stream);

    /// <summary>The frame's number within its stream.</summary>
    public long FrameNumber { get; internal set; }

    /// <summary>The capture time, milliseconds since 1970 UTC.</summary>
    public long TimestampMs { get; internal set; }

    /// <summary>The name of the joints' layout: <c>h36m17</c>.</summary>
    public string Layout => LayoutText.Value;

    /// <summary>The built-in layout that <see cref="Layout"/> names, with the joints' names; null when there is none of this name.</summary>
    public Skeleton? Skeleton => SkeletonCatalogue.BuiltIn.TryGet(Layout, out var skeleton) ? skeleton : null;

    /// <summary>The unit of the joints: <c>mm</c>.</summary>
    public string Unit => UnitText.Value;

    /// <summary>The axes of the joints: <c>camera</c>.</summary>
    public string Space => SpaceText.Value;

    /// <summary>The model that lifted them: its name, <c>@</c> and the start of the hash of its file.</summary>
    public string Model => ModelText.Value;

    /// <summary>The layout of <see cref="Keypoints"/>; empty where the message has none.</summary>
    public string InputLayout => InputLayoutText.Value;

    /// <summary>The image's width, px; 0 where the message has none.</summary>
    public int Width { get; internal set; }

    /// <summary>The image's height, px; 0 where the message has none.</summary>
    public int Height { get; internal set; }

    /// <summary>The number of people in the frame.</summary>
    public int PersonCount { get; private set; }

    internal CachedString InputLayoutText { get; } = new();

    internal CachedString LayoutText { get; } = new();

    internal CachedString UnitText { get; } = new();

    internal CachedString SpaceText { get; } = new();

    internal CachedString ModelText { get; } = new();

    internal FloatArena Numbers { get; } = new();

    /// <summary>A person's id, as in the keypoint frame.</summary>
    public long Id(int person) => Of(person).Id;

    /// <summary>A person's score; NaN when there is none.</summary>
    public float Score(int person) => Of(person).Score;

    /// <summary>Whether enough joints of the person were seen to lift it.</summary>
    public bool Lifted(int person) => Of(person).Joints.Count > 0;

    /// <summary>
    /// Why the person itself was rejected, a name of <see cref="RejectionNames"/> or of a newer version; empty for a good person, also for one of which too few
    /// joints were seen.
    /// </summary>
    public string Rejected(int person) => Of(person).Rejected ?? "";

    /// <summary>x, y, z of each joint, mm from the hip: 51 numbers; empty for a person that was not lifted.</summary>
    public ReadOnlySpan<float> Joints(int person) => Numbers.Row(Of(person).Joints.Start, Of(person).Joints.Count);

    /// <summary>The expected error of each joint, mm; empty when the model gives none.</summary>
    public ReadOnlySpan<float> Sigma(int person) => Numbers.Row(Of(person).Sigma.Start, Of(person).Sigma.Count);

    /// <summary>
    /// x, y (px, origin top left) and score of each joint of <see cref="InputLayout"/>, as the person came; 0, 0, 0 for one that was not seen. Empty where the
    /// message has none.
    /// </summary>
    public ReadOnlySpan<float> Keypoints(int person) => WritableKeypoints(person);

    /// <summary>One joint of a lifted person, mm from the hip.</summary>
    /// <param name="person">The person's index.</param>
    /// <param name="joint">The joint's index in <see cref="Skeleton"/>.</param>
    /// <exception cref="InvalidOperationException">The person was not lifted.</exception>
    public Vector3 Joint(int person, int joint) =>
        Lifted(person) ? new Vector3(Joints(person).Slice(3 * joint, 3)) : throw new InvalidOperationException($"person {person} was not lifted");

    /// <summary>One joint of a lifted person, mm from the hip.</summary>
    /// <param name="person">The person's index.</param>
    /// <param name="joint">The joint's name in <see cref="Skeleton"/>, such as <c>Head</c>.</param>
    /// <exception cref="ArgumentException">The layout has no joint of this name.</exception>
    /// <exception cref="InvalidOperationException">The person was not lifted, or <see cref="Layout"/> is not a built-in layout.</exception>
    public Vector3 Joint(int person, string joint) =>
        Joint(person, (Skeleton ?? throw new InvalidOperationException($"layout '{Layout}' is not a built-in layout")).IndexOf(joint));

    /// <summary>Starts a new frame of layout h36m17, in mm and camera axes, without people. For tests of code that reads poses.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="frame">The number within the stream.</param>
    /// <param name="timestampMs">The capture time, milliseconds since 1970 UTC.</param>
    /// <param name="model">The model's name, <c>@</c> and the start of the hash of its file.</param>
    public void Begin(string stream, long frame, long timestampMs, string model)
    {
        Clear();
        (FrameNumber, TimestampMs) = (frame, timestampMs);
        Encoding.UTF8.GetBytes(stream, ReserveStream(Encoding.UTF8.GetByteCount(stream)));
        LayoutText.Set("h36m17"u8);
        UnitText.Set("mm"u8);
        SpaceText.Set("camera"u8);
        ModelText.Set(Encoding.UTF8.GetBytes(model));
    }

    /// <summary>Adds a person.</summary>
    /// <param name="id">The person's id.</param>
    /// <param name="score">0 or more, mostly up to 1; NaN for none.</param>
    /// <param name="joints">x, y, z of each joint, mm from the hip: 51 numbers; empty for a person that was not lifted.</param>
    /// <param name="sigma">The expected error of each joint, mm: 17 numbers; empty for none.</param>
    /// <exception cref="ArgumentException">Another number of joints or sigmas.</exception>
    public void AddPerson(long id, float score, ReadOnlySpan<float> joints, ReadOnlySpan<float> sigma)
    {
        var count = Skeletons.H36m17.Count;
        if (joints.Length != 0 && joints.Length != 3 * count)
            throw new ArgumentException($"{3 * count} numbers expected, or none, not {joints.Length}", nameof(joints));
        if (sigma.Length != 0 && sigma.Length != joints.Length / 3)
            throw new ArgumentException($"{joints.Length / 3} numbers expected, or none, not {sigma.Length}", nameof(sigma));
        ref var person = ref AddPerson();
        (person.Id, person.Score, person.Joints, person.Sigma) = (id, score, Append(joints), Append(sigma));
    }

    internal void Clear()
    {
        (_streamLength, FrameNumber, TimestampMs, Width, Height) = (0, 0, 0, 0, 0);
        foreach (var text in (ReadOnlySpan<CachedString>)[LayoutText, UnitText, SpaceText, ModelText, InputLayoutText])
            text.Clear();
        ClearPeople();
    }

    internal void ClearPeople()
    {
        PersonCount = 0;
        Numbers.Truncate(0);
    }

    internal Span<byte> ReserveStream(int length)
    {
        if (length > _stream.Length)
            Array.Resize(ref _stream, Math.Max(length, 2 * _stream.Length));
        _streamLength = length;
        return _stream.AsSpan(0, length);
    }

    internal void TrimStream(int length) => _streamLength = length;

    internal ref Person AddPerson()
    {
        if (PersonCount == _people.Length)
            Array.Resize(ref _people, 2 * PersonCount);
        _people[PersonCount] = new Person { Id = PersonCount, Score = float.NaN };
        return ref _people[PersonCount++];
    }

    private (int Start, int Count) Append(ReadOnlySpan<float> numbers)
    {
        var start = Numbers.Length;
        numbers.CopyTo(Numbers.Reserve(numbers.Length));
        Numbers.Advance(numbers.Length);
        return (start, numbers.Length);
    }

    internal Span<float> WritableKeypoints(int person) => Numbers.Row(Of(person).Keypoints.Start, Of(person).Keypoints.Count);

    private ref Person Of(int person)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)PersonCount, nameof(person));
        return ref _people[person];
    }

    internal struct Person
    {
        public long Id;
        public float Score;
        public (int Start, int Count) Joints;
        public (int Start, int Count) Sigma;
        public (int Start, int Count) Keypoints;
        public string? Rejected;
    }
}
