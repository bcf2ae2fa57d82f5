using Confluent.Kafka;
using StreamLift.BrokerErrors;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Poses;
using StreamLift.View;
using StreamLift.Wire;

namespace StreamLift.Host.Viewing;

/// <summary>
/// Shows what is sent to a topic from now on, while somebody watches. Without a viewer it has no consumer and does nothing. Its consumer joins no group and
/// commits nothing. A broker that fails is tried again: the viewer never ends the process that it is part of.
/// </summary>
internal sealed class TopicView
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10); // a page that is loaded again finds the consumer
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NewPartitions = TimeSpan.FromSeconds(10);

    // 3,000 records a second are more than people can see, and cost a twelfth of a core. A service that catches up writes more, and needs its cores itself.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);
    private const int MostOfSlice = 300;

    private readonly BrokerOptions _topic;
    private readonly WireEncoding _withoutHeader;
    private readonly ViewHub _hub;
    private readonly RecordFeed _feed;
    private readonly Action<string> _warn;
    private readonly TimeProvider _clock;
    private readonly Dictionary<int, long> _next = []; // by partition, the offset after the last one that was read
    private string _lastWarning = "";

    /// <param name="topic">The topic.</param>
    /// <param name="withoutHeader">The encoding of a record without a content-type header.</param>
    /// <param name="hub">Shows the records.</param>
    /// <param name="kind">What the topic holds; null: told by its first record.</param>
    /// <param name="warn">Receives what keeps it from reading, one line each.</param>
    /// <param name="clock">The clock.</param>
    public TopicView(BrokerOptions topic, WireEncoding withoutHeader, ViewHub hub, RecordKind? kind, Action<string> warn, TimeProvider clock) =>
        (_topic, _withoutHeader, _hub, _feed, _warn, _clock) = (topic, withoutHeader, hub, new RecordFeed(hub, topic.Topic, kind), warn, clock);

    /// <summary>The name of its client, and of the group that the broker authorizes.</summary>
    public const string Client = "streamlift-view";

    /// <summary>Whether the page is told how many records of this topic are not read yet.</summary>
    public bool TellsLag { get; init; }

    /// <summary>Runs until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var changed = _hub.ViewersChanged; // before the count: no change is missed
            if (_hub.ViewerCount == 0)
                await changed.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else
                await ReadAsync(stop);
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        var reading = Task.Factory.StartNew(() => TryRead(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await ((Task)reading).WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A client that waits for a broker's answer can't be stopped. The process does not wait for it: nothing is left to be done.
        await ((Task)reading).WaitAsync(Second, _clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reading.IsCompleted && !await reading)
            await Task.Delay(Retry, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool TryRead(CancellationToken stop)
    {
        Thread.CurrentThread.Name = "view";
        try
        {
            using var consumer = new AssignedConsumer<Ignore, byte[]?>(_topic, Client, Client, Configure) { NeedsNoGroup = true };
            consumer.AssignAtEnd(stop);
            Read(consumer, stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e) when (e is BrokerException or ConfigurationException or KafkaException)
        {
            WarnOf(e is KafkaException kafka ? ErrorSentence.Of(kafka.Error) : e.Message.ReplaceLineEndings(" "), stop);
            return false;
        }
        finally
        {
            if (TellsLag)
                _hub.Lag = null;
        }
    }

    private void Read(AssignedConsumer<Ignore, byte[]?> consumer, CancellationToken stop)
    {
        _next.Clear();
        var (watched, second, partitions) = (_clock.GetTimestamp(), _clock.GetTimestamp(), _clock.GetTimestamp());
        var (slice, shown) = (_clock.GetTimestamp(), 0);
        while (!stop.IsCancellationRequested && _clock.GetElapsedTime(watched) < Linger)
        {
            if (_hub.ViewerCount > 0)
                watched = _clock.GetTimestamp();
            if (consumer.Poll() is { } record)
            {
                Show(record);
                shown++;
            }

            if (_clock.GetElapsedTime(slice) >= Slice)
                (slice, shown) = (_clock.GetTimestamp(), 0);
            else if (shown >= MostOfSlice)
            {
                stop.WaitHandle.WaitOne(Slice - _clock.GetElapsedTime(slice) is { Ticks: > 0 } left ? left : TimeSpan.Zero);
                consumer.SkipToEnds(); // the newest records are what viewers are here for
            }

            if (TellsLag && _clock.GetElapsedTime(second) >= Second)
            {
                second = _clock.GetTimestamp();
                _hub.Lag = consumer.KnownEnds().Sum(known => _next.TryGetValue(known.Partition, out var next) ? Math.Max(0, known.End - next) : 0);
            }

            if (_clock.GetElapsedTime(partitions) < NewPartitions)
                continue;
            partitions = _clock.GetTimestamp();
            consumer.AssignNew();
        }
    }

    private void Show(ConsumeResult<Ignore, byte[]?> record)
    {
        _lastWarning = "";
        _next[record.Partition.Value] = record.Offset.Value + (record.IsPartitionEOF ? 0 : 1);
        if (record.IsPartitionEOF)
            return;
        var message = record.Message;
        var recordMs = message.Timestamp.Type == TimestampType.NotAvailable ? double.NaN : message.Timestamp.UnixTimestampMs;
        if (message.Value is null)
            _hub.AddUndecodable($"topic {_topic.Topic} holds a record that can't be shown: it has no body");
        else if (!RecordEncodings.TryFind(message.Headers, _withoutHeader, out var encoding))
            _hub.AddUndecodable($"topic {_topic.Topic} holds a record that can't be shown: {RecordEncodings.Unknown}");
        else
            _feed.Add(encoding, message.Value, recordMs);
    }

    private static void Configure(ConsumerConfig config)
    {
        config.ConsumeResultFields = "headers,timestamp";
        config.QueuedMinMessages = MostOfSlice;
        config.QueuedMaxMessagesKbytes = 16 * 1024;
    }

    // While the broker is away the same line comes every few seconds.
    private void WarnOf(string line, CancellationToken stop)
    {
        if (line != _lastWarning && !stop.IsCancellationRequested)
            _warn($"{line} (the viewer tries again)");
        _lastWarning = line;
    }
}
