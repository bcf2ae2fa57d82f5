using Confluent.Kafka;
using StreamLift.Files;
using StreamLift.Host.Brokers;
using StreamLift.Host.Record.Reading;
using StreamLift.Poses;

namespace StreamLift.Host.Record;

/// <summary>Reads the topic and gives its instants to the output, in order. One thread.</summary>
/// <param name="options">What is recorded.</param>
/// <param name="range">The offsets.</param>
/// <param name="records">Decodes the records.</param>
/// <param name="filter">Chooses the instants.</param>
/// <param name="output">Receives them.</param>
/// <param name="progress">Shows progress.</param>
/// <param name="clock">The clock.</param>
internal sealed class RecordLoop(
    RecordOptions options,
    TopicRange range,
    TopicInstants records,
    InstantFilter filter,
    IInstantOutput output,
    RecordProgress progress,
    TimeProvider clock
)
{
    private const string Client = "streamlift-record";

    // of four people some 3 kB each, with the record as JSON
    private const int MostHeld = 20_000;
    private const int UnreadableAtFirst = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly InstantMerge _merge = new(range.Begins.Keys, MostHeld, clock);
    private readonly InstantCopies _copies = new();
    private readonly HashSet<MotionInstant> _live = []; // read when their partition had been read to its end
    private readonly HashSet<int> _caughtUp = [];
    private readonly Dictionary<int, long> _next = new(range.Begins);
    private readonly DateTimeOffset _started = options.From.Time > clock.GetUtcNow() ? options.From.Time.Value : clock.GetUtcNow();
    private PartitionsLeft? _left;
    private long _lastRecord = clock.GetTimestamp();

    /// <summary>Records until the end, or until <paramref name="stop"/>. The output is not finished.</summary>
    /// <exception cref="ConfigurationException">The topic holds something else, or the output can't be written.</exception>
    /// <exception cref="BrokerException">A fatal error, or silence before the end offsets.</exception>
    public void Run(CancellationToken stop)
    {
        using var consumer = new AssignedConsumer<Ignore, byte[]>(options.Broker, Client, Client, Configure);
        consumer.Assign(range.Begins);
        if (range.Ends is not null)
            SetEnds(range.Ends, consumer);
        while (!stop.IsCancellationRequested && !IsOver())
        {
            if (_merge.Count < MostHeld && output.CanTake)
                Read(consumer);
            else
                stop.WaitHandle.WaitOne(Pause);
            Give(isEnd: false);
            output.Tick();
            progress.Tick(_merge.Count, output.Bytes, clock.GetElapsedTime(_lastRecord));
            if (_left is null && options.To?.Time is { } time && clock.GetUtcNow() >= time)
                FindEnds(options.To, consumer, stop);
        }

        while (!stop.IsCancellationRequested && !filter.IsComplete && _merge.Count > 0)
        {
            Give(isEnd: true);
            output.Tick();
            if (!output.CanTake)
                stop.WaitHandle.WaitOne(Pause);
        }

        // what waits for another partition is recorded all the same
        while (_merge.Count > 0 && output.CanTake)
            Give(isEnd: true);
    }

    private static void Configure(ConsumerConfig config)
    {
        config.ConsumeResultFields = "headers,timestamp"; // for --from and --to
        // partitions then progress together, and little waits in memory
        config.QueuedMaxMessagesKbytes = 16 * 1024;
        config.FetchWaitMaxMs = 100;
    }

    // a silent topic gives no instant that would tell the length
    private bool IsOver() =>
        _left is { Open.Count: 0 }
        || filter.IsComplete
        || (options.Length is { } length && _merge.IsCaughtUp && _merge.Count == 0 && clock.GetUtcNow() >= _started + length + Grace && IsSilent(Grace));

    // of a time to come the offsets are not known before
    private bool IsBetweenTimes(long recordMs) =>
        !(recordMs < options.From.Time?.ToUnixTimeMilliseconds() || recordMs >= options.To?.Time?.ToUnixTimeMilliseconds());

    private bool IsSilent(TimeSpan time) => clock.GetElapsedTime(_lastRecord) >= time;

    private void Read(AssignedConsumer<Ignore, byte[]> consumer)
    {
        // all that has arrived first: what waits for another partition may be there
        for (var wait = _merge.Count > 0 ? Pause : TimeSpan.FromMilliseconds(100); ; wait = TimeSpan.Zero)
        {
            if (consumer.Poll(wait) is not { } result)
                break;
            _lastRecord = clock.GetTimestamp();
            Take(result);
            if (_left?.JustClosed is { } closed)
                Close(closed, consumer);
            if (_merge.Count >= MostHeld || _left is { Open.Count: 0 })
                break;
        }

        if (_left is { Open.Count: > 0 } && !range.IsBeyondEnd && IsSilent(options.Broker.ConnectTimeout))
            throw consumer.Silence();
    }

    private void Take(ConsumeResult<Ignore, byte[]> result)
    {
        var partition = result.Partition.Value;
        _next[partition] = result.Offset.Value + (result.IsPartitionEOF ? 0 : 1);
        var passes = _left?.Passes(partition, result.Offset.Value, result.IsPartitionEOF) ?? !result.IsPartitionEOF;
        if (result.IsPartitionEOF)
        {
            _caughtUp.Add(partition);
            _merge.CaughtUp(partition);
        }

        if (!passes || !IsBetweenTimes(result.Message.Timestamp.UnixTimestampMs))
            return;
        foreach (var instant in records.Decode(result.Message.Headers, result.Message.Value))
        {
            var copy = _copies.Of(instant);
            if (_caughtUp.Contains(partition))
                _live.Add(copy);
            _merge.Add(partition, copy);
        }

        if (records is { Read: 0, Unreadable: >= UnreadableAtFirst })
            throw WrongTopic(options.Broker.Topic, records.FirstProblem);
    }

    /// <summary>The error of a topic that holds something else.</summary>
    public static ConfigurationException WrongTopic(string topic, string problem) =>
        new($"topic {topic} holds neither people nor poses ({problem}); use the output topic of `run` or `fuse`");

    private void FindEnds(TopicPosition to, AssignedConsumer<Ignore, byte[]> consumer, CancellationToken stop)
    {
        try
        {
            SetEnds(TopicRange.EndsAsync(options.Broker, to, stop).GetAwaiter().GetResult(), consumer);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // what came before the stop is recorded
        }
    }

    private void SetEnds(IReadOnlyDictionary<int, long> ends, AssignedConsumer<Ignore, byte[]> consumer)
    {
        _left = new PartitionsLeft(ends, _next);
        _lastRecord = clock.GetTimestamp();
        foreach (var partition in _next.Keys.Except(_left.Open).ToList())
            Close(partition, consumer);
    }

    private void Close(int partition, AssignedConsumer<Ignore, byte[]> consumer)
    {
        _merge.Close(partition);
        consumer.Unassign(partition);
    }

    private void Give(bool isEnd)
    {
        while (output.CanTake && _merge.Take(isEnd) is { } instant)
        {
            var isLive = _live.Remove(instant);
            if (filter.Wants(instant) && output.Takes(instant) && filter.Passes(instant))
            {
                output.Add(instant, isLive);
                progress.Added();
            }

            _copies.Return(instant);
        }
    }
}
