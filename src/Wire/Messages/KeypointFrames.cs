namespace StreamLift.Wire.Messages;

/// <summary>
/// The keypoint frames of one record: a single frame, or a list of frames of one stream or of several. Reuse one instance for record after record: its
/// arrays grow to the largest record and are kept. All frames share these arrays, so their memory is bounded by the largest record.
/// Not thread-safe.
/// </summary>
public sealed class KeypointFrames
{
    private readonly List<KeypointFrame> _frames = [];
    private byte[] _streams = new byte[64];
    private int _streamsEnd;
    private KeypointPerson[] _people = new KeypointPerson[4];
    private float[] _unseen = [];

    /// <summary>The number of frames.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the decoded record was a list, possibly of one frame, rather than a single frame.</summary>
    public bool IsList { get; internal set; }

    /// <summary>A frame by its index in the record.</summary>
    public KeypointFrame this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _frames[index];
        }
    }

    internal FloatArena Numbers { get; } = new();

    // The keypoints of all rejected people: nobody writes anything but zeros there.
    internal Span<float> Unseen(int count)
    {
        if (_unseen.Length < count)
            _unseen = new float[count];
        return _unseen.AsSpan(0, count);
    }

    internal int PersonCount { get; private set; }

    // where the next frame begins
    internal (int Stream, int Person, int Number) End => (_streamsEnd, PersonCount, Numbers.Length);

    /// <summary>Adds a frame. Call its <c>Begin</c> and add its people before the next frame is added.</summary>
    public KeypointFrame Add()
    {
        if (Count == _frames.Count)
            _frames.Add(new KeypointFrame(this));
        var frame = _frames[Count++];
        frame.Clear();
        return frame;
    }

    /// <summary>Removes all frames.</summary>
    public void Clear()
    {
        (Count, IsList, _streamsEnd) = (0, false, 0);
        Truncate(0, 0);
    }

    internal ReadOnlySpan<byte> Stream(int start, int length) => _streams.AsSpan(start, length);

    // The stream name of the last frame; may be written more than once.
    internal Span<byte> ReserveStream(int start, int length)
    {
        if (start + length > _streams.Length)
            Array.Resize(ref _streams, Math.Max(start + length, 2 * _streams.Length));
        _streamsEnd = start + length;
        return _streams.AsSpan(start, length);
    }

    internal ref KeypointPerson Person(int index) => ref _people[index];

    internal ref KeypointPerson AddPerson()
    {
        if (PersonCount == _people.Length)
            Array.Resize(ref _people, 2 * PersonCount);
        return ref _people[PersonCount++];
    }

    // Removes the people of the last frame.
    internal void Truncate(int people, int numbers)
    {
        PersonCount = people;
        Numbers.Truncate(numbers);
    }
}

/// <summary>A person of a keypoint frame; the keypoints are a range of the record's numbers.</summary>
internal struct KeypointPerson
{
    public long Id;
    public float Score;
    public int Start;
    public int Count;
    public DecodeError Error;
}

/// <summary>A growing array of floats that is kept from message to message.</summary>
internal sealed class FloatArena
{
    private float[] _numbers = new float[4 * 3 * 17];

    public int Length { get; private set; }

    public void Truncate(int length) => Length = length;

    public Span<float> Row(int start, int count) => _numbers.AsSpan(start, count);

    /// <summary>The free part of the array, of at least this many floats. <see cref="Advance"/> then takes those that were written.</summary>
    public Span<float> Reserve(int atLeast)
    {
        if (_numbers.Length - Length < atLeast)
            Array.Resize(ref _numbers, Math.Max(Length + atLeast, 2 * _numbers.Length));
        return _numbers.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;
}
