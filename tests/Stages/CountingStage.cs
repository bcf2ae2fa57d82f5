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
    private WireEncoding _encoding;

    /// <summary>The assignments whose state is held.</summary>
    public IReadOnlyCollection<AssignedPartition> Assigned
    {
        get
        {
            lock (_counts)
                return [.. _counts.Keys];
        }
    }

    /// <summary>What the decoder was told of the encoding of the record decoded last.</summary>
    public InputEncoding Told { get; private set; }

    /// <summary>The key of the record decoded last; null where it had none.</summary>
    public string? Key { get; private set; }

    /// <summary>The header content-type of the record decoded last; null where it had none.</summary>
    public string? Header { get; private set; }

    /// <summary>The origin of the record added last.</summary>
    public RecordOrigin Origin { get; private set; }

    public int MaxParallelism => 1;

    public bool RunsInline { get; init; } = true;

    public IRecordDecoder Decoder => this;

    public long MaxOutputBytes => _decoded.Length + 32;

    public RecordBatch CreateBatch() => new CountingBatch();

    WireEncoding IRecordDecoder.Encoding => _encoding;

    public Rejection Decode(in RecordContext context, ReadOnlySpan<byte> value, out string detail)
    {
        _encoding = context.Encoding == InputEncoding.Protobuf ? WireEncoding.Protobuf : WireEncoding.Json;
        Told = context.Encoding;
        Key = context.HasKey ? Encoding.UTF8.GetString(context.Key) : null;
        Header = context.TryGetHeader(ContentType.Header, out var header) ? Encoding.UTF8.GetString(header) : null;
        _decoded = Encoding.UTF8.GetString(value);
        detail = _decoded.Length == 0 ? "the stream has no name" : "";
        return _decoded.Length == 0 ? Rejection.MissingField : Rejection.None;
    }

    public void AddTo(RecordBatch batch, in RecordOrigin origin) => (((CountingBatch)batch).Stream, Origin) = (_decoded, origin);

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
