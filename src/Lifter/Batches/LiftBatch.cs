using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Wire;

namespace StreamLift.Lifter.Batches;

/// <summary>
/// What passes between the three stages: records that came in, their people side by side as network rows, and later the poses.
/// A lane owns a fixed number of them and uses them again; their arrays grow to the largest batch seen and stay.
/// Only the stage that holds a batch touches it; the channels hand it over.
/// </summary>
public sealed class LiftBatch
{
    /// <summary>Numbers in an output row: x, y and z of 17 joints.</summary>
    public const int PoseWidth = 51;

    /// <summary>Numbers in a row of sigmas: one a joint.</summary>
    public const int SigmaWidth = 17;

    private readonly List<OffsetWatermark> _marks = [];
    private readonly ByteArena _bytes = new();
    private readonly LiftRows _rows;
    private InputRecord[] _arrivals = new InputRecord[64];
    private LiftedFrame[] _frames = new LiftedFrame[64];
    private LiftedPerson[] _people = new LiftedPerson[64];
    private int _personCount;

    /// <param name="capacity">Rows there is room for.</param>
    /// <param name="inputWidth">Numbers in an input row.</param>
    /// <param name="sigma">Whether sigmas are lifted too.</param>
    public LiftBatch(int capacity, int inputWidth, bool sigma = false)
    {
        Capacity = capacity;
        InputWidth = inputWidth;
        _rows = new LiftRows(capacity, inputWidth, sigma);
    }

    /// <summary>Rows there is room for from the start. A record's frames stay together, so one of many frames may make a batch larger.</summary>
    public int Capacity { get; }

    /// <summary>Numbers in an input row.</summary>
    public int InputWidth { get; }

    /// <summary>Rows filled.</summary>
    public int Rows => _rows.Count;

    /// <summary>Records in the batch, rejected ones included.</summary>
    public int Count { get; private set; }

    /// <summary>Frames in the batch.</summary>
    public int Frames { get; private set; }

    /// <summary>Those of the frames that were past the deadline.</summary>
    public int LateFrames { get; private set; }

    /// <summary>What the batch holds, whether or not it has rows: its frames, and the records that have none.</summary>
    public int Entries { get; private set; }

    /// <summary>Bytes kept of its records: keys, streams, and the values of those that are or may become dead letters.</summary>
    public int BytesKept => _bytes.Count;

    /// <summary>When the first record was added, by the clock's timestamp.</summary>
    public long Started { get; private set; }

    /// <summary>The model that the input rows are for; from the first record until the worker has lifted them.</summary>
    public LifterModel? FilledFor { get; set; }

    /// <summary>Whether what was sent up to this batch's end is to be committed at once: somebody waits for it. Such a batch may be empty.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>The model that made the output rows, UTF-8: <c>name@</c> and 12 digits of its file's hash. Set by the worker.</summary>
    public ReadOnlyMemory<byte> Model { get; set; }

    /// <summary>The network's input, row after row.</summary>
    public float[] Input => _rows.Input;

    /// <summary>The network's output, row after row: 51 numbers each, mm.</summary>
    public float[] Output => _rows.Output;

    /// <summary>
    /// The network's second output, row after row: 17 numbers each, mm; empty where it is not asked for. A turned camera leaves them as they are: they are
    /// alike along every axis.
    /// </summary>
    public float[] Sigmas => _rows.Sigmas;

    /// <summary>The records, in the order they came.</summary>
    public ReadOnlySpan<InputRecord> Records => _arrivals.AsSpan(0, Count);

    /// <summary>How far the batch reaches into each partition it holds records of.</summary>
    public IReadOnlyList<OffsetWatermark> EndOffsets => _marks;

    /// <summary>The frames of one record, in the order they came.</summary>
    public ReadOnlySpan<LiftedFrame> FramesOf(in InputRecord arrival) => _frames.AsSpan(arrival.FirstFrame, arrival.Frames);

    /// <summary>The people of one frame.</summary>
    public ReadOnlySpan<LiftedPerson> People(in LiftedFrame frame) => _people.AsSpan(frame.FirstPerson, frame.People);

    /// <summary>The bytes of a stretch; empty when absent.</summary>
    public ReadOnlySpan<byte> Bytes(ByteRange range) => _bytes.Of(range);

    /// <summary>The pose in a row: 51 numbers, mm.</summary>
    public ReadOnlySpan<float> Pose(int row) => Output.AsSpan(row * PoseWidth, PoseWidth);

    /// <summary>The sigmas in a row: 17 numbers, mm; empty where they are not asked for.</summary>
    public ReadOnlySpan<float> Sigma(int row) => Sigmas.Length == 0 ? default : Sigmas.AsSpan(row * SigmaWidth, SigmaWidth);

    /// <summary>The next free input row, to be filled before <see cref="AddPerson"/> takes it.</summary>
    public Span<float> NextRow() => _rows.Next();

    /// <summary>Adds a record; its frames follow by <see cref="AddFrame"/>.</summary>
    public ref InputRecord Add(AssignedPartition origin, long offset, long now)
    {
        if (Count == _arrivals.Length)
            Array.Resize(ref _arrivals, Count * 2);
        if (Count == 0)
            Started = now;
        Reach(origin, offset + 1);
        ref var arrival = ref _arrivals[Count++];
        arrival = new InputRecord
        {
            Partition = origin,
            Offset = offset,
            Key = ByteRange.Absent,
            Value = ByteRange.Absent,
            FirstFrame = Frames,
            Rejection = Rejection.None,
        };
        Entries++;
        return ref arrival;
    }

    /// <summary>Adds a frame to the record added last; its people follow by <see cref="AddPerson"/>.</summary>
    /// <returns>Whether it is late, captured before <paramref name="oldest"/> (Unix ms): then it has no people here.</returns>
    public bool AddFrame(ReadOnlySpan<byte> stream, long number, long timestampMs, long oldest = long.MinValue)
    {
        if (Frames == _frames.Length)
            Array.Resize(ref _frames, Frames * 2);
        ref var record = ref _arrivals[Count - 1];
        // frames of a record are mostly of one stream
        var isSame = record.Frames > 0 && Bytes(_frames[Frames - 1].Stream).SequenceEqual(stream);
        var isLate = timestampMs < oldest;
        _frames[Frames] = new LiftedFrame
        {
            Stream = isSame ? _frames[Frames - 1].Stream : Append(stream),
            Number = number,
            TimestampMs = timestampMs,
            FirstPerson = _personCount,
            IsLate = isLate,
        };
        Frames++;
        LateFrames += isLate ? 1 : 0;
        if (++record.Frames > 1)
            Entries++;
        return isLate;
    }

    /// <summary>Adds a person to the frame added last. <paramref name="lift"/>: the row from <see cref="NextRow"/> is filled and to be lifted;
    /// <paramref name="turn"/>: of the camera that its features are of.</summary>
    public void AddPerson(long id, float score, bool lift, in CameraRotation turn)
    {
        if (_personCount == _people.Length)
            Array.Resize(ref _people, _personCount * 2);
        _people[_personCount++] = new LiftedPerson(id, score, lift ? _rows.Take(turn) : -1);
        _frames[Frames - 1].People++;
    }

    /// <summary>A record that was good becomes a dead letter after all.</summary>
    public void Reject(int index, Rejection reason) => _arrivals[index].Rejection = reason;

    /// <summary>Keeps a copy of bytes for as long as the batch lives.</summary>
    public ByteRange Append(ReadOnlySpan<byte> bytes) => _bytes.Append(bytes);

    /// <summary>Whether the record was good and all its frames were late: nothing is sent for it.</summary>
    public bool IsDropped(in InputRecord arrival)
    {
        if (LateFrames == 0 || arrival.Frames == 0)
            return false;
        foreach (ref readonly var frame in FramesOf(arrival))
            if (!frame.IsLate)
                return false;
        return true;
    }

    /// <summary>Leaves out the frames captured before <paramref name="oldest"/> (Unix ms): the rows of the others close up.</summary>
    public void DropLate(long oldest)
    {
        var rows = 0;
        foreach (ref var frame in _frames.AsSpan(0, Frames))
        {
            if (!frame.IsLate && frame.TimestampMs < oldest)
            {
                LateFrames++;
                (frame.IsLate, frame.People) = (true, 0);
            }

            // rows are in the order of people
            foreach (ref var person in _people.AsSpan(frame.FirstPerson, frame.People))
                if (person.Row >= 0)
                    person = person with { Row = _rows.Move(person.Row, rows++) };
        }

        _rows.Truncate(rows);
    }

    /// <summary>Turns every pose from its turned camera's axes back to its camera's.</summary>
    public void RotateBack() => _rows.RotateBack();

    /// <summary>Empties the batch for its next turn.</summary>
    public void Clear()
    {
        Array.Clear(_arrivals, 0, Count); // lets go of headers, details and origins
        Count = Frames = LateFrames = Entries = _personCount = 0;
        _rows.Truncate(0);
        _bytes.Clear();
        IsUrgent = false;
        _marks.Clear();
    }

    private void Reach(AssignedPartition origin, long nextOffset)
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            if (!ReferenceEquals(_marks[i].Partition, origin))
                continue;
            _marks[i] = new OffsetWatermark(origin, nextOffset);
            return;
        }
        _marks.Add(new OffsetWatermark(origin, nextOffset));
    }
}

/// <summary>One frame of a record in a batch.</summary>
public struct LiftedFrame
{
    /// <summary>The stream's name in the batch's bytes, UTF-8.</summary>
    public ByteRange Stream;

    /// <summary>The frame's number, as it came.</summary>
    public long Number;

    /// <summary>Capture time in Unix milliseconds, as it came.</summary>
    public long TimestampMs;

    /// <summary>The place of its first person in the batch's people.</summary>
    public int FirstPerson;

    /// <summary>How many people are in it; of a late frame, none.</summary>
    public int People;

    /// <summary>Whether it was past the deadline before it was lifted: nothing is sent for it.</summary>
    public bool IsLate;
}

/// <summary>One person of a frame in a batch.</summary>
/// <param name="Id">The person's id as it came, or the place in the list.</param>
/// <param name="Score">The detector's score as it came; NaN when it gave none.</param>
/// <param name="Row">The person's row in the batch's input and output, or -1 where too little was seen to lift.</param>
public readonly record struct LiftedPerson(long Id, float Score, int Row);
