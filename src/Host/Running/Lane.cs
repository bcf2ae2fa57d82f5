using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest;
using StreamLift.Ingest.Offsets;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Inference;
using StreamLift.Sink;

namespace StreamLift.Host.Running;

/// <summary>One consumer of the group with its batches, its worker and its producer: ingest, lift, sink, joined here and nowhere else.</summary>
internal sealed class Lane : IDisposable
{
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    private readonly InferenceStage _worker;
    private readonly TimeSpan _drain;
    private bool _hasEnded;

    public Lane(int number, SharedServices rooms)
    {
        var plan = rooms.Plan;
        _drain = plan.Ingest.DrainTimeout;
        var threads = Math.Max(1, rooms.Models.Current.Parallel / plan.Service.Lanes);
        var batches = Math.Max(plan.Lifter.Batches, LeastBatches(threads));
        // a frame's people stay together, so a batch may run over by one frame; one that runs over by a record of many frames grows
        Pool = new BatchPool(batches, plan.Lifter.MaxBatch + plan.Ingest.MaxPeople, rooms.Models.Current.InputWidth, plan.Lifter.Sigma);
        var deadline = new Deadline(plan.Lifter.Deadline, rooms.Clock);
        _worker = new InferenceStage(rooms.Models, deadline, rooms.Lifter, rooms.Clock, batches, threads);
        Ingest = new ConsumerLane(
            new IngestContext
            {
                Lane = number,
                Options = plan.Ingest,
                Models = rooms.Models,
                Layouts = plan.Layouts,
                Cameras = plan.Cameras,
                Pool = Pool,
                Worker = _worker,
                Deliver = () => Sink!.Nudge(_worker.Lifted),
                Deadline = deadline,
                OutputLimit = rooms.Limits.Output,
                Policy = new BatchPolicy(plan.Lifter.MaxBatch, plan.Lifter.MaxDelay, rooms.Clock),
                Topics = plan.Inputs,
                End = rooms.End,
                Telemetry = rooms.Ingest,
                BrokerError = rooms.BrokerError,
                Clock = rooms.Clock,
            },
            rooms.Logs.CreateLogger($"ingest {number}")
        );
        Sink = new SinkLane(
            new SinkContext
            {
                Options = plan.Sink,
                Limits = rooms.Limits,
                TransactionalId = plan.TransactionalId(number),
                Telemetry = rooms.Sink,
                Upstream = new SourceCallbacks(Ingest.Delivered, Ingest.Committed, Ingest.Rewind, () => Ingest.Group, Pool.Return),
                BrokerError = rooms.BrokerError,
                Clock = rooms.Clock,
            },
            rooms.Logs.CreateLogger($"sink {number}")
        );
        rooms.Ingest.Watch(Ingest, Pool);
    }

    /// <summary>The lane's batches.</summary>
    public BatchPool Pool { get; }

    /// <summary>The first stage.</summary>
    public ConsumerLane Ingest { get; }

    /// <summary>The last stage.</summary>
    public SinkLane Sink { get; }

    /// <summary>One a thread that lifts: the number of the batch that it has in the network; 0: none.</summary>
    public IEnumerable<Func<long>> InNetwork => _worker.InNetwork;

    /// <summary>
    /// Runs until <paramref name="stop"/> or the end that was asked for, and everything in flight is delivered. A fault in any stage ends all three.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var fault = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() => Read(stop, fault.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var lifting = Task.Run(_worker.RunAsync, CancellationToken.None);
        var sending = Task.Factory.StartNew(Send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task[] stages = [reading, lifting, sending];
        foreach (var stage in stages.Append(Sink.Failed))
            _ = stage.ContinueWith(_ => fault.Cancel(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

        // the reader waits for deliveries as long as it may, but for those of partitions that it has no longer; after that what is left is not waited for
        if (await Task.WhenAny(reading, HangsAsync(stop, over.Token)).ConfigureAwait(false) != reading)
            throw Hung();
        await over.CancelAsync().ConfigureAwait(false);
        var left = reading.IsFaulted && Ingest.DrainLeft > TimeSpan.Zero ? Ingest.DrainLeft : TimeSpan.Zero;
        await Task.WhenAny(Task.WhenAll(lifting, sending), Task.Delay(LastWord + left, CancellationToken.None)).ConfigureAwait(false);
        _hasEnded = lifting.IsCompleted && sending.IsCompleted;
        // whatever else went wrong at the end went wrong because of it
        if (!lifting.IsCompleted && _worker.InNetwork.Any(number => number() != 0))
            throw Hung();
        var errors = stages.Append(Sink.Failed).Where(stage => stage.IsFaulted).SelectMany(stage => stage.Exception!.Flatten().InnerExceptions).ToList();
        // a closed channel is a stage that noticed another's fault
        if (errors.Count > 0)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(errors.Find(error => error is not ChannelClosedException) ?? errors[0]);
    }

    private HungException Hung() => new($"inference has not come back for {_drain.TotalSeconds:0} s; what was in flight is read again at the next start");

    // The poll thread lifts as well, and one that is stuck in the network doesn't notice that its time to drain has run out. Completes where it has, and the
    // same batch stays there.
    private async Task HangsAsync(CancellationToken stop, CancellationToken over)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, over);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(_drain + LastWord, over).ConfigureAwait(false);
        while (true)
        {
            var before = _worker.InNetwork.Select(number => number()).ToArray();
            await Task.Delay(LastWord, over).ConfigureAwait(false);
            if (_worker.InNetwork.Zip(before).Any(thread => thread.Second != 0 && thread.First() == thread.Second))
                return;
        }
    }

    // named for whoever looks at the process's threads: bench/profile, top -H
    private void Read(CancellationToken stop, CancellationToken fault)
    {
        Thread.CurrentThread.Name = "read";
        Ingest.Run(stop, fault);
    }

    private void Send()
    {
        Thread.CurrentThread.Name = "send";
        Sink.Run(_worker.Lifted);
    }

    public void Dispose()
    {
        Ingest.Dispose();
        // a stage that is still in a native call would find its handle gone
        if (_hasEnded)
            Sink.Dispose();
    }

    // a thread has one in the network; meanwhile the next fills and the last is on its way out
    private static int LeastBatches(int threads) => 3 * threads;
}
