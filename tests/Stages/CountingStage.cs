using System.Globalization;
using System.Text;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Tests;

/// <summary>
/// A stage that has nothing to do with lifting: it counts records by stream (the record's value) and assignment, and writes <c>stream=count</c> for each
/// record, nothing for a record of stream <c>silent</c>, and two records at each tenth of a stream. It processes batches in order, on one worker. Its counts
/// are its state: with a state topic they survive, otherwise they are in memory. A record that a count holds already is skipped.
/// </summary>
internal sealed class CountingStage : IStatefulStage, IRecordDecoder, IRecordEncoder
{
    private readonly Dictionary<AssignedPartition, Dictionary<string, (long Count, long NextOffset)>> _counts = [];
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

    /// <summary>The counts of an assignment.</summary>
    public IReadOnlyList<string> Counts(AssignedPartition partition)
    {
        lock (_counts)
            return [.. _counts[partition].Select(stream => $"{stream.Key}={stream.Value.Count} @{stream.Value.NextOffset}")];
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
            if (record.Rejection != Rejection.None || record.IsEnd)
                continue;
            lock (_counts)
                if (_counts.TryGetValue(record.Partition, out var streams)) // else revoked meanwhile
                    counting.SetCount(i, Count(streams, counting.StreamOf(i), record.Offset));
        }

        lock (_counts)
            foreach (var (partition, stream) in counting.Changed)
                if (_counts.TryGetValue(partition, out var streams))
                    batch.AddSnapshot(partition, Encoding.UTF8.GetBytes(stream), Encoding.UTF8.GetBytes($"{streams[stream].Count}"));
    }

    public void Restore(AssignedPartition partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> state, long nextOffset)
    {
        if (!long.TryParse(state, CultureInfo.InvariantCulture, out var count))
            throw new InvalidDataException($"{Encoding.UTF8.GetString(state)} is no count");
        lock (_counts)
            _counts[partition][Encoding.UTF8.GetString(key)] = (count, nextOffset);
    }

    public IRecordEncoder CreateEncoder() => this;

    public void Encode(RecordBatch batch, int index, IOutputWriter output)
    {
        var counting = (CountingBatch)batch;
        var (stream, count) = (counting.StreamOf(index), counting.CountOf(index));
        if (batch.Records[index].IsEnd || stream == "silent" || count == CountingBatch.Skipped)
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

    private static long Count(Dictionary<string, (long Count, long NextOffset)> streams, string stream, long offset)
    {
        var (count, next) = streams.GetValueOrDefault(stream);
        if (offset < next)
            return CountingBatch.Skipped;
        streams[stream] = (count + 1, offset + 1);
        return count + 1;
    }
}
