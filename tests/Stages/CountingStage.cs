using System.Globalization;
using System.Text;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Tests;

/// <summary>
/// A stage that has nothing to do with lifting: it counts records by stream (the record's value), keeps the counts in memory by assignment, and writes
/// <c>stream=count</c> for each record, nothing for a record of stream <c>silent</c>, and two records at each tenth of a stream. It processes batches in order,
/// on one worker.
/// </summary>
internal sealed class CountingStage : IStage, IRecordDecoder, IRecordEncoder
{
    private readonly Dictionary<AssignedPartition, Dictionary<string, long>> _counts = [];
    private string _decoded = "";

    /// <summary>The assignments whose state is held.</summary>
    public IReadOnlyCollection<AssignedPartition> Assigned
    {
        get
        {
            lock (_counts)
                return [.. _counts.Keys];
        }
    }

    public int MaxParallelism => 1;

    public bool RunsInline { get; init; } = true;

    public IRecordDecoder Decoder => this;

    public long MaxOutputBytes => _decoded.Length + 32;

    public RecordBatch CreateBatch() => new CountingBatch();

    public Rejection Decode(WireEncoding encoding, ReadOnlySpan<byte> value, out string detail)
    {
        _decoded = Encoding.UTF8.GetString(value);
        detail = _decoded.Length == 0 ? "the stream has no name" : "";
        return _decoded.Length == 0 ? Rejection.MissingField : Rejection.None;
    }

    public void AddTo(RecordBatch batch) => ((CountingBatch)batch).Stream = _decoded;

    public void Process(RecordBatch batch)
    {
        var counting = (CountingBatch)batch;
        for (var i = 0; i < batch.Count; i++)
        {
            var record = batch.Records[i];
            if (record.Rejection != Rejection.None)
                continue;
            lock (_counts)
                if (_counts.TryGetValue(record.Partition, out var streams)) // else revoked meanwhile
                    counting.SetCount(i, streams[counting.StreamOf(i)] = streams.GetValueOrDefault(counting.StreamOf(i)) + 1);
        }
    }

    public IRecordEncoder CreateEncoder() => this;

    public void Encode(RecordBatch batch, int index, IOutputWriter output)
    {
        var counting = (CountingBatch)batch;
        var (stream, count) = (counting.StreamOf(index), counting.CountOf(index));
        if (stream == "silent")
            return;
        output.Write(Encoding.UTF8.GetBytes(stream), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{stream}={count}")));
        if (count % 10 == 0)
            output.Write(Encoding.UTF8.GetBytes(stream), Encoding.UTF8.GetBytes($"{stream} has another ten"));
    }

    public void OnAssigned(AssignedPartition partition)
    {
        lock (_counts)
            _counts.Add(partition, []);
    }

    public void OnRevoked(AssignedPartition partition)
    {
        lock (_counts)
            _counts.Remove(partition);
    }
}
