using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Messages;

/// <summary>
/// One frame of 2D keypoints. Its owner uses it again for the next frame: the arrays grow to the largest frame seen and stay, so a
/// decoder that has seen a few frames allocates nothing. Not safe for two threads at once. After a rejection only <see cref="Detail"/> is of use.
/// </summary>
public sealed class KeypointFrame
{
    private readonly FrameStore _store;
    private readonly bool _sharesStore;
    private (int Stream, int Person, int Number) _start;
    private int _streamLength;

    /// <summary>A frame of its own.</summary>
    public KeypointFrame() => _store = new();

    /// <summary>One of several that lie in one store.</summary>
    internal KeypointFrame(FrameStore store) => (_store, _sharesStore) = (store, true);

    /// <summary>The camera, or one take of it: UTF-8, without escapes.</summary>
    public ReadOnlySpan<byte> Stream => _store.Stream(_start.Stream, _streamLength);

    /// <summary>The frame's number within its stream, not negative.</summary>
    public long FrameNumber { get; internal set; }

    /// <summary>Capture time, milliseconds since 1970 UTC.</summary>
    public long TimestampMs { get; internal set; }

    /// <summary>What the keypoints are. Set by <see cref="Begin"/> and by a decoder that rejected nothing.</summary>
    public Skeleton Layout { get; internal set; } = null!;

    /// <summary>The image's width in pixels; 0 when the message doesn't say.</summary>
    public int Width { get; internal set; }

    /// <summary>The image's height in pixels; 0 when the message doesn't say.</summary>
    public int Height { get; internal set; }

    /// <summary>How many people are in the frame.</summary>
    public int PersonCount { get; private set; }

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
        (FrameNumber, TimestampMs, Layout, Width, Height) = (frame, timestampMs, layout, width, height);
    }

    /// <summary>Adds a person whose joints are all not seen yet.</summary>
    /// <param name="id">Kept by the lifter.</param>
    /// <param name="score">0…1; NaN: none.</param>
    /// <returns>3·J numbers to fill, x, y and score each; valid until the next person is added.</returns>
    /// <exception cref="InvalidOperationException">A further frame of the same <see cref="KeypointFrames"/> has been begun.</exception>
    public Span<float> AddPerson(long id, float score)
    {
        AddPerson();
        SetId(id);
        SetScore(score);
        var keypoints = Numbers.Reserve(3 * Layout.Count)[..(3 * Layout.Count)];
        keypoints.Clear();
        Numbers.Advance(keypoints.Length);
        EndKeypoints();
        return keypoints;
    }

    internal FloatArena Numbers => _store.Numbers;

    internal void Clear()
    {
        if (!_sharesStore)
            _store.Clear();
        _start = _store.End;
        (_streamLength, FrameNumber, TimestampMs, Width, Height, Detail) = (0, 0, 0, 0, 0, "");
        PersonCount = 0;
    }

    internal void ClearPeople()
    {
        PersonCount = 0;
        _store.Truncate(_start.Person, _start.Number);
    }

    internal Span<byte> StreamRoom(int length)
    {
        _streamLength = length;
        return _store.StreamRoom(_start.Stream, length);
    }

    internal void TrimStream(int length) => StreamRoom(length);

    internal void AddPerson()
    {
        if (_start.Person + PersonCount != _store.People)
            throw new InvalidOperationException("a further frame has been begun: frames are filled one after the other");
        _store.AddPerson() = new KeypointPerson
        {
            Id = PersonCount,
            Score = float.NaN,
            Start = Numbers.Length,
        };
        PersonCount++;
    }

    internal void SetId(long id) => Last.Id = id;

    internal void SetScore(float score) => Last.Score = score;

    internal int KeypointsStart => Last.Start;

    // The last person's keypoints are the numbers from the one call to the other.
    internal void StartKeypoints() => Last.Start = Numbers.Length;

    internal void EndKeypoints() => Last.Count = Numbers.Length - Last.Start;

    private ref KeypointPerson Last => ref _store.Person(_start.Person + PersonCount - 1);

    private ref KeypointPerson Of(int person)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)PersonCount, nameof(person));
        return ref _store.Person(_start.Person + person);
    }
}
