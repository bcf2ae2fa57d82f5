using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Messages;

/// <summary>
/// One lifted frame, as a reader of the output topic gets it. Its owner uses it again for the next frame: its arrays grow and stay. Not
/// safe for two threads at once.
/// </summary>
public sealed class PoseFrame
{
    private byte[] _stream = new byte[64];
    private int _streamLength;
    private Person[] _people = new Person[4];

    /// <summary>The camera, or one take of it: UTF-8, without escapes.</summary>
    public ReadOnlySpan<byte> Stream => _stream.AsSpan(0, _streamLength);

    /// <summary>The frame's number within its stream.</summary>
    public long Frame { get; internal set; }

    /// <summary>Capture time, milliseconds since 1970 UTC.</summary>
    public long TimestampMs { get; internal set; }

    /// <summary>What the joints are: <c>h36m17</c>.</summary>
    public string Layout => LayoutText.Value;

    /// <summary>The joints' unit: <c>mm</c>.</summary>
    public string Unit => UnitText.Value;

    /// <summary>The joints' axes: <c>camera</c>.</summary>
    public string Space => SpaceText.Value;

    /// <summary>The model that lifted them: its name, <c>@</c> and the start of its file's hash.</summary>
    public string Model => ModelText.Value;

    /// <summary>How many people are in the frame.</summary>
    public int People { get; private set; }

    internal CachedString LayoutText { get; } = new();

    internal CachedString UnitText { get; } = new();

    internal CachedString SpaceText { get; } = new();

    internal CachedString ModelText { get; } = new();

    internal FloatArena Numbers { get; } = new();

    /// <summary>The person's id, as it came in.</summary>
    public long Id(int person) => Of(person).Id;

    /// <summary>The person's score; NaN: none.</summary>
    public float Score(int person) => Of(person).Score;

    /// <summary>Whether enough was seen of the person to lift it.</summary>
    public bool Lifted(int person) => Of(person).Joints.Count > 0;

    /// <summary>x, y, z of each joint, mm from the hip: 51 numbers; empty where the person was not lifted.</summary>
    public ReadOnlySpan<float> Joints(int person) => Numbers.Row(Of(person).Joints.Start, Of(person).Joints.Count);

    /// <summary>One for each joint, mm; empty where the model gives none.</summary>
    public ReadOnlySpan<float> Sigma(int person) => Numbers.Row(Of(person).Sigma.Start, Of(person).Sigma.Count);

    internal void Clear()
    {
        (_streamLength, Frame, TimestampMs) = (0, 0, 0);
        foreach (var text in (ReadOnlySpan<CachedString>)[LayoutText, UnitText, SpaceText, ModelText])
            text.Clear();
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

    internal ref Person AddPerson()
    {
        if (People == _people.Length)
            Array.Resize(ref _people, 2 * People);
        _people[People] = new Person { Id = People, Score = float.NaN };
        return ref _people[People++];
    }

    private ref Person Of(int person)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)person, (uint)People, nameof(person));
        return ref _people[person];
    }

    internal struct Person
    {
        public long Id;
        public float Score;
        public (int Start, int Count) Joints;
        public (int Start, int Count) Sigma;
    }
}
