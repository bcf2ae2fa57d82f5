using Confluent.Kafka;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Lifter.Suspicion;
using StreamLift.Wire;

namespace StreamLift.Host.Brokers;

/// <summary>
/// Reads the last records of the input topics as <c>run</c> would, and finds which of them are rejected and what is probably wrong. It joins no group and
/// commits nothing. One thread.
/// </summary>
internal sealed class InputCheck
{
    private const int RecordsPerPartition = 500;
    private const int MostStreams = 10_000;

    private readonly LiftSettings _settings;
    private readonly LiftStage _stage;
    private readonly RecordReader _reader;
    private readonly LiftBatch _batch;
    private readonly List<string> _suspicions = [];
    private readonly HashSet<string> _streams = [];
    private readonly Dictionary<Rejection, (int Records, string Detail)> _rejected = [];
    private int _records;

    /// <param name="settings">The settings of <c>run</c>.</param>
    /// <param name="models">The model that would be served.</param>
    /// <param name="telemetry">Takes counts that nobody reads.</param>
    /// <param name="clock">The clock.</param>
    public InputCheck(LiftSettings settings, ServedModel models, LifterTelemetry telemetry, TimeProvider clock)
    {
        _settings = settings;
        _stage = new LiftStage(
            LiftStageSettings.Of(settings, models, telemetry, new SuspectStreams(telemetry, _suspicions.Add), clock) with
            {
                Strict = false,
            }
        );
        _reader = new RecordReader(_stage.Decoder, settings.Ingest.Encoding);
        _batch = (LiftBatch)_stage.CreateBatch();
    }

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
        foreach (ref readonly var frame in _batch.Frames(0))
            if (_streams.Count < MostStreams)
                _streams.Add(System.Text.Encoding.UTF8.GetString(_batch.Bytes(frame.Stream)));
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
        foreach (var (reason, (records, detail)) in _rejected.OrderByDescending(reason => reason.Value.Records))
            yield return (
                rejected == _records ? CheckResult.Failed : CheckResult.Warning,
                $"{records} of {Counted.Of(_records, "record", "D")} would be rejected: {RejectionNames.Of(reason)}: {detail}"
            );
        foreach (var line in _suspicions)
            yield return (_settings.Lifter.Strict ? CheckResult.Failed : CheckResult.Warning, line);
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
