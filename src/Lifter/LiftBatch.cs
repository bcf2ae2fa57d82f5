using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Lifter;

/// <summary>
/// What passes between the three stages: records that came in, their people side by side as network rows, and later the poses.
/// A lane owns a fixed number of them and uses them again; their arrays grow to the largest batch seen and stay.
/// Only the stage that holds a batch touches it; the channels hand it over.
/// </summary>
public sealed class LiftBatch
{
    /// <summary>Numbers in an output row: x, y and z of 17 joints.</summary>
    public const int PoseWidth = 51;

    private readonly List<OriginMark> _marks = [];
    private readonly Turn[] _turns;
    private Arrival[] _arrivals = new Arrival[64];
    private LiftedPerson[] _people = new LiftedPerson[64];
    private byte[] _bytes = new byte[4096];
    private int _byteCount;
    private int _personCount;

    /// <param name="capacity">Rows there is room for.</param>
    /// <param name="inputWidth">Numbers in an input row.</param>
    public LiftBatch(int capacity, int inputWidth)
    {
        Capacity = capacity;
        InputWidth = inputWidth;
        // pinned once, so that handing them to the native runtime costs nothing a batch
        Input = GC.AllocateUninitializedArray<float>(capacity * inputWidth, pinned: true);
        _turns = new Turn[capacity];
        Output = GC.AllocateUninitializedArray<float>(capacity * PoseWidth, pinned: true);
    }

    /// <summary>Rows there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Numbers in an input row.</summary>
    public int InputWidth { get; }

    /// <summary>Rows filled.</summary>
    public int Rows { get; private set; }

    /// <summary>Records in the batch, rejected ones included.</summary>
    public int Count { get; private set; }

    /// <summary>When the first record was added, by the clock's timestamp.</summary>
    public long Started { get; private set; }

    /// <summary>The model that the input rows are for; from the first record until the worker has lifted them.</summary>
    public LifterModel? FilledFor { get; set; }

    /// <summary>Whether what was sent up to this batch's end is to be committed at once: somebody waits for it. Such a batch may be empty.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>The model that made the output rows, UTF-8: <c>name@</c> and 12 digits of its file's hash. Set by the worker.</summary>
    public ReadOnlyMemory<byte> Model { get; set; }

    /// <summary>The network's input, row after row.</summary>
    public float[] Input { get; }

    /// <summary>The network's output, row after row: 51 numbers each, mm.</summary>
    public float[] Output { get; }

    /// <summary>The records, in the order they came.</summary>
    public ReadOnlySpan<Arrival> Arrivals => _arrivals.AsSpan(0, Count);

    /// <summary>How far the batch reaches into each partition it holds records of.</summary>
    public IReadOnlyList<OriginMark> Marks => _marks;

    /// <summary>The people of one record.</summary>
    public ReadOnlySpan<LiftedPerson> People(in Arrival arrival) => _people.AsSpan(arrival.FirstPerson, arrival.People);

    /// <summary>The bytes of a stretch; empty when absent.</summary>
    public ReadOnlySpan<byte> Bytes(ByteRange range) => range.IsAbsent ? default : _bytes.AsSpan(range.Start, range.Length);

    /// <summary>The pose in a row: 51 numbers, mm.</summary>
    public ReadOnlySpan<float> Pose(int row) => Output.AsSpan(row * PoseWidth, PoseWidth);

    /// <summary>The next free input row, to be filled before <see cref="AddPerson"/> takes it.</summary>
    public Span<float> NextRow() => Input.AsSpan(Rows * InputWidth, InputWidth);

    /// <summary>Adds a record; its people follow by <see cref="AddPerson"/>.</summary>
    public ref Arrival Add(Origin origin, long offset, long now)
    {
        if (Count == _arrivals.Length)
            Array.Resize(ref _arrivals, Count * 2);
        if (Count == 0)
            Started = now;
        Reach(origin, offset + 1);
        ref var arrival = ref _arrivals[Count++];
        arrival = new Arrival
        {
            Origin = origin,
            Offset = offset,
            Key = ByteRange.Absent,
            Body = ByteRange.Absent,
            FirstPerson = _personCount,
            Rejection = Rejection.None,
        };
        return ref arrival;
    }

    /// <summary>Adds a person to the record added last. <paramref name="lift"/>: the row from <see cref="NextRow"/> is filled and to be lifted;
    /// <paramref name="turn"/>: of the camera that its features are of.</summary>
    public void AddPerson(long id, float score, bool lift, in Turn turn)
    {
        if (_personCount == _people.Length)
            Array.Resize(ref _people, _personCount * 2);
        _people[_personCount++] = new LiftedPerson(id, score, lift ? Rows : -1);
        if (lift)
            _turns[Rows++] = turn;
        _arrivals[Count - 1].People++;
    }

    /// <summary>Keeps a copy of bytes for as long as the batch lives.</summary>
    public ByteRange Keep(ReadOnlySpan<byte> bytes)
    {
        if (_byteCount + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _byteCount + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_byteCount));
        var range = new ByteRange(_byteCount, bytes.Length);
        _byteCount += bytes.Length;
        return range;
    }

    /// <summary>Turns every pose from its turned camera's axes back to its camera's.</summary>
    public void TurnBack()
    {
        for (var row = 0; row < Rows; row++)
            _turns[row].Undo(Output.AsSpan(row * PoseWidth, PoseWidth));
    }

    /// <summary>Empties the batch for its next turn.</summary>
    public void Clear()
    {
        Array.Clear(_arrivals, 0, Count); // lets go of headers, details and origins
        Count = Rows = _personCount = _byteCount = 0;
        IsUrgent = false;
        _marks.Clear();
    }

    private void Reach(Origin origin, long nextOffset)
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            if (!ReferenceEquals(_marks[i].Origin, origin)) continue;
            _marks[i] = new OriginMark(origin, nextOffset);
            return;
        }
        _marks.Add(new OriginMark(origin, nextOffset));
    }
}
