using StreamLift.Poses;

namespace StreamLift.Wire;

/// <summary>
/// One frame of 2D keypoints. Its owner uses it again for the next frame: the arrays grow to the largest frame seen and stay, so a
/// decoder that has seen a few frames allocates nothing. Not safe for two threads at once. After a rejection only <see cref="Detail"/> is of use.
/// </summary>
public sealed class KeypointFrame
{
    private byte[] _stream = new byte[64];
    private int _streamLength;
    private Person[] _people = new Person[4];

    /// <summary>The camera, or one take of it: UTF-8, without escapes.</summary>
    public ReadOnlySpan<byte> Stream => _stream.AsSpan(0, _streamLength);

    /// <summary>The frame's number within its stream, not negative.</summary>
    public long Frame { get; internal set; }

    /// <summary>Capture time, milliseconds since 1970 UTC.</summary>
    public long TimestampMs { get; internal set; }

    /// <summary>What the keypoints are. Set by <see cref="Begin"/> and by a decoder that rejected nothing.</summary>
    public Skeleton Layout { get; internal set; } = null!;

    /// <summary>The image's width in pixels; 0 when the message doesn't say.</summary>
    public int Width { get; internal set; }

    /// <summary>The image's height in pixels; 0 when the message doesn't say.</summary>
    public int Height { get; internal set; }

    /// <summary>How many people are in the frame.</summary>
    public int People { get; private set; }

    /// <summary>Why the frame was rejected: one line for a person to read. Empty for a good frame.</summary>
    public string Detail { get; internal set; } = "";

    /// <summary>The person's id; its place in the list when the message gives none.</summary>
    public long Id(int person) => Of(person).Id;

    /// <summary>The person's score, 0…1; NaN when the message gives none.</summary>
    public float Score(int person) => Of(person).Score;

    /// <summary>x, y (pixels, origin top left) and score for each joint of the layout: 3·J numbers. A decoded joint that was not seen is 0, 0, 0.</summary>
    public Span<float> Keypoints(int person)
    {
        ref var one = ref Of(person);
        return Numbers.Row(one.Start, one.Count);
    }

    /// <summary>Starts a frame anew, without people. For producers.</summary>
    /// <param name="stream">UTF-8, not empty.</param>
    /// <param name="frame">Number within the stream, not negative.</param>
    /// <param name="timestampMs">Capture time, milliseconds since 1970 UTC.</param>
    /// <param name="layout">What the keypoints are.</param>
    /// <param name="width">Of the image in pixels; 0: not told.</param>
    /// <param name="height">Of the image in pixels; 0: not told.</param>
    public void Begin(ReadOnlySpan<byte> stream, long frame, long timestampMs, Skeleton layout, int width, int height)
    {
        Clear();
        stream.CopyTo(StreamRoom(stream.Length));
        (Frame, TimestampMs, Layout, Width, Height) = (frame, timestampMs, layout, width, height);
    }

    /// <summary>Adds a person whose joints are all not seen yet.</summary>
    /// <param name="id">Kept by the lifter.</param>
    /// <param name="score">0…1; NaN: none.</param>
    /// <returns>3·J numbers to fill, x, y and score each; valid until the next person is added.</returns>
    public Span<float> AddPerson(long id, float score)
    {
        AddPerson();
        SetId(id);
        SetScore(score);
        var keypoints = Numbers.Room(3 * Layout.Count)[..(3 * Layout.Count)];
        keypoints.Clear();
        Numbers.Take(keypoints.Length);
        EndKeypoints();
        return keypoints;
    }

    internal NumberRows Numbers { get; } = new();

    internal void Clear()
    {
        (_streamLength, Frame, TimestampMs, Width, Height, Detail) = (0, 0, 0, 0, 0, "");
        ClearPeople();
    }

    internal void ClearPeople()
    {
        People = 0;
        Numbers.Clear();
    }

    internal Span<byte> StreamRoom(int length)
    {
        if (length > _stream.Length)
            Array.Resize(ref _stream, Math.Max(length, 2 * _stream.Length));
        _streamLength = length;
        return _stream.AsSpan(0, length);
    }

    internal void TrimStream(int length) => _streamLength = length;

    internal void AddPerson()
    {
        if (People == _people.Length)
            Array.Resize(ref _people, 2 * People);
        _people[People] = new Person { Id = People, Score = float.NaN, Start = Numbers.Length };
        People++;
    }

    internal void SetId(long id) => _people[People - 1].Id = id;

    internal void SetScore(float score) => _people[People - 1].Score = score;

    internal int KeypointsStart => _people[People - 1].Start;

    // The last person's keypoints are the numbers from the one call to the other.
    internal void StartKeypoints() => _people[People - 1].Start = Numbers.Length;

    internal void EndKeypoints() => _people[People - 1].Count = Numbers.Length - _people[People - 1].Start;

    private ref Person Of(int person)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)People, nameof(person));
        return ref _people[person];
    }

    private struct Person
    {
        public long Id;
        public float Score;
        public int Start;
        public int Count;
    }
}
