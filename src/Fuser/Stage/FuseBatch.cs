using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Fuser.Stage;

/// <summary>A batch of pose records: the frames of their cameras, and after processing the people records that they closed.</summary>
internal sealed class FuseBatch : RecordBatch
{
    private readonly List<FuseFrame> _frames = [];
    private FuseRecord[] _records = new FuseRecord[64];
    private PeopleRecord[] _people = new PeopleRecord[64];
    private int _frameCount;
    private int _peopleCount;
    private int _views;
    private int _entries;

    /// <summary>The number of people in the views of all cameras.</summary>
    public override int Rows => _views;

    /// <inheritdoc/>
    public override int Entries => _entries;

    /// <summary>The number of frames of a record.</summary>
    public int Frames(int index) => _records[index].Frames;

    /// <summary>A frame of a record.</summary>
    public FuseFrame Frame(int index, int frame) => _frames[_records[index].FirstFrame + frame];

    /// <summary>The people records that a record closed.</summary>
    public ReadOnlySpan<PeopleRecord> People(int index) => _people.AsSpan(_records[index].FirstPeople, _records[index].People);

    /// <summary>Adds a frame to the record added last; the caller fills it.</summary>
    public FuseFrame AddFrame()
    {
        if (_frameCount == _frames.Count)
            _frames.Add(new FuseFrame());
        ref var record = ref _records[Count - 1];
        if (++record.Frames > 1)
            _entries++;
        return _frames[_frameCount++];
    }

    /// <summary>Counts the people of the frame added last.</summary>
    public void AddViews(int people) => _views += people;

    /// <summary>The people records that follow belong to this record. Records are processed in their order.</summary>
    public void BeginPeople(int index) => _records[index].FirstPeople = _peopleCount;

    /// <summary>Adds a people record.</summary>
    /// <param name="index">The record that closed the instant.</param>
    /// <param name="rig">The rig's name.</param>
    /// <param name="instantMs">The instant, Unix ms.</param>
    /// <param name="value">The record's value.</param>
    public void AddPeople(int index, byte[] rig, double instantMs, ReadOnlySpan<byte> value)
    {
        if (_peopleCount == _people.Length)
            Array.Resize(ref _people, 2 * _peopleCount);
        _people[_peopleCount++] = new PeopleRecord(rig, instantMs, Append(value));
        _records[index].People++;
    }

    /// <inheritdoc/>
    public override void AddTo(BatchCounts counts)
    {
        for (var i = 0; i < Count; i++)
            if (Records[i].Rejection != Rejection.None)
                counts.Reject(Records[i].Rejection);
            else
                counts.Frames += _records[i].Frames;
        if (_peopleCount > 0)
            counts.Captured.Add((long)_people[0].InstantMs);
    }

    /// <inheritdoc/>
    public override int FramesOf(int index) => _records[index].Frames;

    /// <inheritdoc/>
    public override string Describe(int index) => "the people record of an instant";

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        for (var i = 0; i < _frameCount; i++)
            _frames[i].Camera = null;
        _frameCount = _peopleCount = _views = _entries = 0;
    }

    /// <inheritdoc/>
    protected override void OnAdded()
    {
        if (Count > _records.Length)
            Array.Resize(ref _records, _records.Length * 2);
        _records[Count - 1] = new FuseRecord { FirstFrame = _frameCount };
        _entries++;
    }

    private struct FuseRecord
    {
        public int FirstFrame;
        public int Frames;
        public int FirstPeople;
        public int People;
    }
}

/// <summary>An encoded people record.</summary>
/// <param name="Rig">The rig's name in UTF-8: its key.</param>
/// <param name="InstantMs">The instant, Unix ms.</param>
/// <param name="Value">The value, as a range of the batch's bytes.</param>
internal readonly record struct PeopleRecord(byte[] Rig, double InstantMs, ByteRange Value);
