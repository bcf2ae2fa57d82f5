using StreamLift.Poses.Layouts;

namespace StreamLift.Wire.Messages;

/// <summary>
/// One frame of 2D keypoints. Reuse one instance for frame after frame: its arrays grow to the largest frame and are kept, so a decoder that has seen a
/// few frames allocates nothing. Not thread-safe.
/// </summary>
public sealed class KeypointFrame
{
    private readonly KeypointFrames _record;
    private readonly bool _sharesRecord;
    private readonly CachedString _streamName = new();
    private (int Stream, int Person, int Number) _start;
    private int _streamLength;

    /// <summary>An empty frame.</summary>
    public KeypointFrame() => _record = new();

    /// <summary>One of the frames of a record.</summary>
    internal KeypointFrame(KeypointFrames record) => (_record, _sharesRecord) = (record, true);

    /// <summary>The stream that the frame belongs to, a camera or one take of it: UTF-8, without JSON's escapes.</summary>
    public ReadOnlySpan<byte> Stream => _record.Stream(_start.Stream, _streamLength);

    /// <summary><see cref="Stream"/> as a string; a new string is made only when the name differs from that of the frame before.</summary>
    public string StreamName => _streamName.Get(Stream);

    /// <summary>The frame's number within its stream, not negative.</summary>
    public long FrameNumber { get; internal set; }

    /// <summary>The capture time, milliseconds since 1970 UTC.</summary>
    public long TimestampMs { get; internal set; }

    /// <summary>Whether the message gave <see cref="FrameNumber"/>. Other tools' records may have none: their offset then takes its place.</summary>
    public bool HasFrameNumber { get; internal set; } = true;

    /// <summary>Whether the message gave <see cref="TimestampMs"/>. Other tools' records may have none: their own timestamp then takes its place.</summary>
    public bool HasTimestamp { get; internal set; } = true;

    /// <summary>The layout of the keypoints. Set by <c>Begin</c> and by a successful decode.</summary>
    public Skeleton Layout { get; internal set; } = null!;

    /// <summary>The image's width in pixels; 0 when not given.</summary>
    public int Width { get; internal set; }

    /// <summary>The image's height in pixels; 0 when not given.</summary>
    public int Height { get; internal set; }

    /// <summary>
    /// Whether x and y are shares of the image's width and height, 0…1, not pixels. <c>Begin</c> resets it. The service needs to know the image's size then.
    /// </summary>
    public bool IsNormalised { get; set; }

    /// <summary>The number of people in the frame.</summary>
    public int PersonCount { get; private set; }

    internal FloatArena Numbers => _record.Numbers;

    /// <summary>A person's id; the index in the list when the message gives none.</summary>
    public long Id(int person) => Person(person).Id;

    /// <summary>A person's score, 0 or more; NaN when not given.</summary>
    public float Score(int person) => Person(person).Score;

    /// <summary>Why a person was rejected, though the frame was not; no error for a good person. No joint of a rejected person counts as seen.</summary>
    public DecodeError Error(int person) => Person(person).Error;

    /// <summary>
    /// x, y (pixels, origin top left) and score of each joint of the layout: 3·J numbers. A decoded joint that was not seen is 0, 0, 0, as is every joint of a
    /// rejected person.
    /// </summary>
    public ReadOnlySpan<float> Keypoints(int person) => WritableKeypoints(person);

    /// <summary>x, y (pixels, origin top left) and score of one joint.</summary>
    /// <param name="person">The person's index.</param>
    /// <param name="joint">The joint's index in <see cref="Layout"/>.</param>
    public (float X, float Y, float Score) Joint(int person, int joint)
    {
        var numbers = Keypoints(person).Slice(3 * joint, 3);
        return (numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>x, y (pixels, origin top left) and score of one joint.</summary>
    /// <param name="person">The person's index.</param>
    /// <param name="joint">The joint's name in <see cref="Layout"/>, such as <c>left_knee</c>.</param>
    /// <exception cref="ArgumentException">The layout has no joint of this name.</exception>
    public (float X, float Y, float Score) Joint(int person, string joint) => Joint(person, Layout.IndexOf(joint));

    /// <summary>Starts a new frame without people. For producers.</summary>
    /// <param name="stream">The stream, UTF-8, not empty.</param>
    /// <param name="frame">The number within the stream, not negative.</param>
    /// <param name="timestampMs">The capture time, milliseconds since 1970 UTC.</param>
    /// <param name="layout">The layout of the keypoints.</param>
    /// <param name="width">The image's width in pixels; 0 for none.</param>
    /// <param name="height">The image's height in pixels; 0 for none.</param>
    public void Begin(ReadOnlySpan<byte> stream, long frame, long timestampMs, Skeleton layout, int width, int height)
    {
        Clear();
        stream.CopyTo(ReserveStream(stream.Length));
        (FrameNumber, TimestampMs, Layout, Width, Height) = (frame, timestampMs, layout, width, height);
    }

    /// <inheritdoc cref="Begin(ReadOnlySpan{byte}, long, long, Skeleton, int, int)"/>
    public void Begin(string stream, long frame, long timestampMs, Skeleton layout, int width, int height)
    {
        Clear();
        System.Text.Encoding.UTF8.GetBytes(stream, ReserveStream(System.Text.Encoding.UTF8.GetByteCount(stream)));
        (FrameNumber, TimestampMs, Layout, Width, Height) = (frame, timestampMs, layout, width, height);
    }

    /// <summary>Adds a person with all joints not seen.</summary>
    /// <param name="id">The person's id, returned with the pose.</param>
    /// <param name="score">0 or more, mostly up to 1; NaN for none.</param>
    /// <returns>3·J numbers to fill, x, y and score of each joint; valid until the next person is added.</returns>
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

    /// <summary>Adds a person with all keypoints.</summary>
    /// <param name="id">The person's id, returned with the pose.</param>
    /// <param name="score">0 or more, mostly up to 1; NaN for none.</param>
    /// <param name="keypoints">3·J numbers, x, y and score of each joint of the layout.</param>
    /// <exception cref="ArgumentException">The number of keypoints is not that of the layout.</exception>
    /// <exception cref="InvalidOperationException">A further frame of the same <see cref="KeypointFrames"/> has been begun.</exception>
    public void AddPerson(long id, float score, ReadOnlySpan<float> keypoints)
    {
        if (keypoints.Length != 3 * Layout.Count)
            throw new ArgumentException($"layout {Layout.Name} takes {3 * Layout.Count} numbers, not {keypoints.Length}", nameof(keypoints));
        keypoints.CopyTo(AddPerson(id, score));
    }

    internal Span<float> WritableKeypoints(int person)
    {
        ref var one = ref Person(person);
        return one.Error.IsError ? _record.Unseen(3 * Layout.Count) : Numbers.Row(one.Start, one.Count);
    }

    internal void Clear()
    {
        if (!_sharesRecord)
            _record.Clear();
        _start = _record.End;
        (_streamLength, FrameNumber, TimestampMs, Width, Height, PersonCount) = (0, 0, 0, 0, 0, 0);
        HasFrameNumber = HasTimestamp = true;
        IsNormalised = false;
    }

    internal void ClearPeople()
    {
        PersonCount = 0;
        _record.Truncate(_start.Person, _start.Number);
    }

    internal Span<byte> ReserveStream(int length)
    {
        _streamLength = length;
        return _record.ReserveStream(_start.Stream, length);
    }

    internal void TrimStream(int length) => ReserveStream(length);

    internal void AddPerson()
    {
        if (_start.Person + PersonCount != _record.PersonCount)
            throw new InvalidOperationException("a later frame of the record has been begun; add all people of a frame before the next frame");
        ref var person = ref _record.AddPerson();
        (person.Id, person.Score, person.Start, person.Count) = (PersonCount, float.NaN, Numbers.Length, 0);
        person.Error = default;
        PersonCount++;
    }

    internal void RejectPerson(int person, DecodeError error)
    {
        ref var rejected = ref Person(person);
        rejected.Error = error;
        if (rejected.Score < 0)
            rejected.Score = float.NaN;
    }

    internal void SetId(long id) => Last.Id = id;

    internal void SetId(int person, long id) => Person(person).Id = id;

    internal void SetScore(float score) => Last.Score = score;

    // The keypoints of the last person are the numbers added between these two calls.
    internal void StartKeypoints() => Last.Start = Numbers.Length;

    internal void EndKeypoints() => Last.Count = Numbers.Length - Last.Start;

    private ref KeypointPerson Last => ref _record.Person(_start.Person + PersonCount - 1);

    internal ref KeypointPerson Person(int person)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)PersonCount, nameof(person));
        return ref _record.Person(_start.Person + person);
    }

    /// <summary>Whether the joint was seen: finite coordinates and a score above 0. (JSON's <c>null</c> is NaN until this check.)</summary>
    /// <param name="joint">x, y, score.</param>
    internal static bool IsSeen(ReadOnlySpan<float> joint) => float.IsFinite(joint[0]) && float.IsFinite(joint[1]) && float.IsFinite(joint[2]) && joint[2] > 0;
}
