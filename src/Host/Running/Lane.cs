using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest;
using StreamLift.Lanes;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>
/// One consumer of the group with its batches, its stage and its producer: the reading side, the executor and the writing side, joined here and nowhere else.
/// </summary>
internal sealed class Lane : IDisposable
{
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    private readonly LaneExecutor _executor;
    private readonly TimeSpan _drain;
    private readonly string _work;
    private bool _hasEnded;

    public Lane(int number, SharedServices shared)
    {
        var settings = shared.Settings;
        _drain = settings.Ingest.DrainTimeout;
        _work = shared.Stage.Work;
        var threads = shared.Stage.Threads(settings.Service.Lanes);
        var batches = Math.Max(shared.Stage.Batches, MinBatches(threads));
        var stage = shared.Stage.CreateStage();
        var state = settings.State is { } topic ? new StateTopic(topic, settings.Ingest.Group) : null;
        var pool = new BatchPool(batches, stage.CreateBatch);
        var queue = new OrderedBatchQueue(batches);
        // records go down from Ingest to the executor to Sink; acknowledgements and rewinds go up from Sink to Ingest
        _executor = new LaneExecutor(stage, queue, threads);
        Ingest = new ConsumerLane(
            new IngestContext
            {
                Lane = number,
                Options = settings.Ingest,
                Stage = stage,
                Pool = pool,
                Executor = _executor,
                Policy = shared.Stage.CreatePolicy(),
                OutputLimit = shared.Limits.Output,
                StateTopic = state,
                Topics = settings.Inputs,
                End = shared.End,
                Telemetry = shared.Ingest,
                OnBrokerError = shared.OnBrokerError,
                Clock = shared.Clock,
            },
            shared.Logs.CreateLogger($"ingest {number}")
        );
        Sink = new SinkLane(
            new SinkContext
            {
                Options = settings.Sink,
                Stage = stage,
                Queue = queue,
                Pool = pool,
                Limits = shared.Limits,
                StateTopic = state,
                TransactionalId = settings.TransactionalId(number),
                Telemetry = shared.Sink,
                OnBrokerError = shared.OnBrokerError,
                Clock = shared.Clock,
            },
            new SourceCallbacks(Ingest.Acknowledge, Ingest.Acknowledge, Ingest.Rewind, () => Ingest.GroupMetadata),
            shared.Logs.CreateLogger($"sink {number}")
        );
        _executor.Connect(Sink.SendInline);
        shared.Ingest.Add(Ingest, pool);
    }

    /// <summary>The reading side.</summary>
    public ConsumerLane Ingest { get; }

    /// <summary>The writing side.</summary>
    public SinkLane Sink { get; }

    /// <summary>The number of the batch that each thread processes; 0: none.</summary>
    public IEnumerable<Func<long>> BatchesInProgress => _executor.BatchesInProgress;

    /// <summary>
    /// Runs until <paramref name="stop"/> or the end that was asked for, and everything in flight is delivered. A fault in any part ends all three.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var fault = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() => Read(stop, fault.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var processing = Task.Run(_executor.RunAsync, CancellationToken.None);
        var sending = Task.Factory.StartNew(Send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task[] parts = [reading, processing, sending];
        foreach (var part in parts.Append(Sink.Failed))
            _ = part.ContinueWith(_ => fault.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

        // the reading side waits for deliveries within its drain timeout, except those of partitions that it has lost; what is left after that is not waited
        // for
        if (await Task.WhenAny(reading, HangsAsync(stop, over.Token)).ConfigureAwait(false) != reading)
            throw Hung();
        await over.CancelAsync().ConfigureAwait(false);
        var left = reading.IsFaulted && Ingest.DrainLeft > TimeSpan.Zero ? Ingest.DrainLeft : TimeSpan.Zero;
        await Task.WhenAny(Task.WhenAll(processing, sending), Task.Delay(LastWait + left, CancellationToken.None)).ConfigureAwait(false);
        _hasEnded = processing.IsCompleted && sending.IsCompleted;
        // any other error at the end follows from it
        if (!processing.IsCompleted && _executor.BatchesInProgress.Any(number => number() != 0))
            throw Hung();
        var errors = parts.Append(Sink.Failed).Where(part => part.IsFaulted).SelectMany(part => part.Exception!.Flatten().InnerExceptions).ToList();
        // a closed channel means that another part's fault was noticed
        if (errors.Count > 0)
            ExceptionDispatchInfo.Throw(errors.Find(error => error is not ChannelClosedException) ?? errors[0]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ingest.Dispose();
        // a native call still in progress would find its handle gone
        if (_hasEnded)
            Sink.Dispose();
    }

    private HungException Hung() => new($"{_work} has not returned for {_drain.TotalSeconds:0} s; records in flight are read again at the next start");

    // The poll thread processes batches too, and while it hangs there it doesn't notice the drain timeout. Completes where that has passed and the same batch
    // is still in progress.
    private async Task HangsAsync(CancellationToken stop, CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(_drain + LastWait, over).ConfigureAwait(false);
        while (true)
        {
            var before = _executor.BatchesInProgress.Select(number => number()).ToArray();
            await Task.Delay(LastWait, over).ConfigureAwait(false);
            if (_executor.BatchesInProgress.Zip(before).Any(thread => thread.Second != 0 && thread.First() == thread.Second))
                return;
        }
    }

    // named for tools that list threads: bench/profile, top -H
    private void Read(CancellationToken stop, CancellationToken fault)
    {
        Thread.CurrentThread.Name = "read";
        Ingest.Run(stop, fault);
    }

    private void Send()
    {
        Thread.CurrentThread.Name = "send";
        Sink.Run();
    }

    // per thread: one being processed, the next being filled, the last being sent
    private static int MinBatches(int threads) => 3 * threads;
}
