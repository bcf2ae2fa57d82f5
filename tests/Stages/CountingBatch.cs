using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Tests;

/// <summary>A batch of the counting stage: a stream and a count for each record.</summary>
internal sealed class CountingBatch : RecordBatch
{
    /// <summary>The count of a record that is not counted: the state held it already.</summary>
    public const long Skipped = -1;

    private readonly List<(string Stream, long Count)> _records = [];

    public override int Rows => RowsOverride ?? Count;

    public override int Entries => Count;

    /// <summary>The size that the executor is told, where it is not the number of records.</summary>
    public int? RowsOverride { get; set; }

    /// <summary>The stream of the record added last.</summary>
    public string Stream
    {
        set => _records[^1] = (value, 0);
    }

    /// <summary>The streams whose counts the batch has changed.</summary>
    public IEnumerable<(AssignedPartition Partition, string Stream)> Changed =>
        Enumerable.Range(0, Count).Where(i => _records[i].Count > 0).Select(i => (Records[i].Partition, StreamOf(i))).Distinct();

    public string StreamOf(int index) => _records[index].Stream;

    public long CountOf(int index) => _records[index].Count;

    public void SetCount(int index, long count) => _records[index] = (_records[index].Stream, count);

    public override void AddTo(BatchCounts counts)
    {
        foreach (ref readonly var record in Records)
        {
            if (record.Rejection == Rejection.None)
                counts.Frames++;
            else
                counts.Reject(record.Rejection);
        }
    }

    public override int FramesOf(int index) => 1;

    public override string Describe(int index) => $"the count of {StreamOf(index)}";

    public override void Clear()
    {
        base.Clear();
        _records.Clear();
        RowsOverride = null;
    }

    protected override void OnAdded() => _records.Add(("", 0));
}
