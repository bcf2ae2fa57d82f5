using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Messages;

/// <summary>
/// What keypoint frames that are read together are made of, behind each other in arrays that grow to the largest record seen and stay. So their
/// memory is bounded by one record's, however records share themselves out among their frames. Frames are written one after the other.
/// </summary>
internal sealed class FrameStore
{
    private byte[] _streams = new byte[64];
    private int _streamsEnd;
    private KeypointPerson[] _people = new KeypointPerson[4];

    public FloatArena Numbers { get; } = new();

    public int People { get; private set; }

    /// <summary>Where the next frame begins.</summary>
    public (int Stream, int Person, int Number) End => (_streamsEnd, People, Numbers.Length);

    public void Clear()
    {
        _streamsEnd = 0;
        Truncate(0, 0);
    }

    public ReadOnlySpan<byte> Stream(int start, int length) => _streams.AsSpan(start, length);

    /// <summary>Room for the last frame's stream, which may be written more than once.</summary>
    public Span<byte> StreamRoom(int start, int length)
    {
        if (start + length > _streams.Length)
            Array.Resize(ref _streams, Math.Max(start + length, 2 * _streams.Length));
        _streamsEnd = start + length;
        return _streams.AsSpan(start, length);
    }

    public ref KeypointPerson Person(int place) => ref _people[place];

    public ref KeypointPerson AddPerson()
    {
        if (People == _people.Length)
            Array.Resize(ref _people, 2 * People);
        return ref _people[People++];
    }

    /// <summary>Takes back the last frame's people.</summary>
    public void Truncate(int people, int numbers)
    {
        People = people;
        Numbers.Truncate(numbers);
    }
}

/// <summary>A person of a keypoint frame: its keypoints are a stretch of the frame's numbers.</summary>
internal struct KeypointPerson
{
    public long Id;
    public float Score;
    public int Start;
    public int Count;
}
