using Confluent.Kafka;
using StreamLift.Host.Settings;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;
using StreamLift.Wire;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Reads the last records of the input topics as the stage would, and finds which of them are rejected and what is probably wrong. It joins no group and
/// commits nothing. One thread.
/// </summary>
internal sealed class InputCheck
{
    private const int RecordsPerPartition = 500;
    private const int MostStreams = 10_000;

    private readonly ServiceSettings _settings;
    private readonly RecordReader _reader;
    private readonly RecordBatch _batch;
    private readonly Func<RecordBatch, IEnumerable<string>> _streamsOf;
    private readonly List<string> _suspicions;
    private readonly bool _isStrict;
    private readonly HashSet<string> _streams = [];
    private readonly Dictionary<Rejection, (int Records, string Detail)> _rejected = [];
    private int _records;

    /// <param name="settings">The settings of the stage.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="streamsOf">The streams of a batch of one record.</param>
    /// <param name="suspicions">Receives what the stage says of its input.</param>
    /// <param name="isStrict">Whether such a line is a failure.</param>
    public InputCheck(ServiceSettings settings, IStage stage, Func<RecordBatch, IEnumerable<string>> streamsOf, List<string> suspicions, bool isStrict)
    {
        (_settings, _streamsOf, _suspicions, _isStrict) = (settings, streamsOf, suspicions, isStrict);
        _reader = new RecordReader(stage.Decoder, settings.Ingest.Encoding);
        _batch = stage.CreateBatch();
    }

    /// <summary>Says what is to be known of the streams that came, and whether it is a warning. Null: nothing.</summary>
    public Func<IReadOnlyCollection<string>, (string Text, bool IsWarning)?>? DescribeStreams { get; init; }

    /// <summary>What is found in a topic, one line each: whether it is a failure, and the text.</summary>
    /// <param name="topic">The topic, which exists.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="BrokerException">The topic can't be read.</exception>
    public async Task<IReadOnlyList<(CheckResult Result, string Text)>> ReadAsync(string topic, CancellationToken stop)
    {
        _records = 0;
        _streams.Clear();
        _rejected.Clear();
        _suspicions.Clear();
        var options = new BrokerOptions
        {
            Bootstrap = _settings.Ingest.Bootstrap,
            Topic = topic,
            Kafka = _settings.Ingest.Kafka,
            ConnectTimeout = _settings.Service.ConnectTimeout,
        };
        var ends = await CommandTopic.EndsAsync(options).ConfigureAwait(false);
        if (ends.Count == 0)
            return [(CheckResult.Ok, $"topic {topic} is empty: there is nothing to look at")];
        using (var consumer = new AssignedConsumer<byte[]?, byte[]?>(options, "streamlift-check", _settings.Ingest.Group, WithTimes))
            foreach (var record in consumer.ReadTo(ends, stop, ends.ToDictionary(end => end.Key, end => Math.Max(0, end.Value - RecordsPerPartition))))
                Add(record);
        stop.ThrowIfCancellationRequested();
        return [.. Lines(topic, ends.Count)];
    }

    private static void WithTimes(ConsumerConfig config) => config.ConsumeResultFields = "headers,timestamp";

    private void Add(ConsumeResult<byte[]?, byte[]?> record)
    {
        _records++;
        _reader.AddTo(_batch, record);
        var added = _batch.Records[0];
        if (added.Rejection != Rejection.None)
            _rejected[added.Rejection] = (_rejected.GetValueOrDefault(added.Rejection).Records + 1, added.Detail ?? "");
        foreach (var stream in _streamsOf(_batch))
            if (_streams.Count < MostStreams)
                _streams.Add(stream);
        _batch.Clear();
    }

    private IEnumerable<(CheckResult Result, string Text)> Lines(string topic, int partitions)
    {
        var rejected = _rejected.Values.Sum(reason => reason.Records);
        yield return (
            _records > 0 && rejected == _records ? CheckResult.Failed : CheckResult.Ok,
            $"the last {Counted.Of(_records, "record", "D")} of topic {topic} ({Counted.Of(partitions, "partition", "D")} with records): "
                + $"{Counted.Of(_streams.Count, "stream", "D")}, {rejected} rejected"
        );
        if (DescribeStreams?.Invoke(_streams) is { } described)
            yield return (described.IsWarning ? CheckResult.Warning : CheckResult.Ok, described.Text);
        foreach (var (reason, (records, detail)) in _rejected.OrderByDescending(reason => reason.Value.Records))
            yield return (
                rejected == _records ? CheckResult.Failed : CheckResult.Warning,
                $"{records} of {Counted.Of(_records, "record", "D")} would be rejected: {RejectionNames.Of(reason)}: {detail}"
            );
        foreach (var line in _suspicions)
            yield return (_isStrict ? CheckResult.Failed : CheckResult.Warning, line);
    }
}

/// <summary>What a check says.</summary>
internal enum CheckResult
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and is probably not what was meant.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,
}
