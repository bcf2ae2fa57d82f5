using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.BrokerErrors;
using StreamLift.Lanes;

namespace StreamLift.Ingest.State;

/// <summary>
/// Reads partitions of the state topic on a thread of its own, which lives while there is something to read: the poll thread goes on polling, and the group
/// keeps its member however long it takes. A partition is read up to the end that it had, records of open transactions included, when its turn came: the last
/// transaction of its owner before may be committed, with the offsets known to the group already, while its records still await the transaction's marker.
/// </summary>
/// <param name="topic">The state topic.</param>
/// <param name="connect">Makes a client.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Where the progress is told.</param>
internal sealed class StateTopicReader(StateTopic topic, Func<IStateClient> connect, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(6);

    // a broker that has just started may not know the topic yet
    private static readonly TimeSpan UnknownTopicGrace = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<PartitionState> _waiting = [];
    private readonly ConcurrentQueue<PartitionState> _read = [];
    private readonly ManualResetEventSlim _stopped = new();
    private Task _reading = Task.CompletedTask;
    private bool _isReading; // under the lock
    private AssignedPartition? _asked; // the one whose offsets are asked for: an error then is its own

    /// <summary>Reads the state of an assignment, beside whatever is being read. Poll thread.</summary>
    public void Read(PartitionState state)
    {
        lock (_lock)
        {
            _waiting.Add(state);
            if (_isReading)
                return;
            _isReading = true;
            _reading = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Takes state that has been read whole, or can't be read. Poll thread.</summary>
    public bool TryTake([NotNullWhen(true)] out PartitionState? state) => _read.TryDequeue(out state);

    /// <summary>The lane ends: nothing more is read.</summary>
    /// <returns>False where a request is still in progress.</returns>
    public bool End()
    {
        _stopped.Set();
        return Task.WaitAny([_reading], EndTimeout) == 0;
    }

    private void Run()
    {
        Thread.CurrentThread.Name = "state";
        var open = new Dictionary<int, PartitionState>();
        try
        {
            using var client = connect();
            var progress = new RestoreProgress(topic, clock, log);
            while (!_stopped.IsSet && HasWork(open))
            {
                try
                {
                    Begin(client, open, progress);
                    if (open.Count > 0)
                        Step(client, open, progress);
                    else
                        _stopped.Wait(RetryDelay); // none could be begun
                    progress.Tell(open.Values);
                }
                catch (KafkaException e)
                {
                    var isFinal = StateProblems.IsFinal(e.Error) && !(StateProblems.IsUnknownTopic(e.Error) && progress.Waits < UnknownTopicGrace);
                    if (isFinal)
                        Refuse(open, state => StateProblems.Of(topic, _asked ?? state.Partition, e.Error));
                    else
                        progress.Failed(ErrorSentence.Of(e.Error));
                    _stopped.Wait(RetryDelay);
                }
            }

            progress.End();
        }
        catch (Exception e)
        {
            // the poll thread throws it
            lock (_lock)
                _isReading = false;
            Refuse(open, _ => e);
        }
    }

    // Whether there is something to read; decided under the lock, so that what is requested next begins a new thread.
    private bool HasWork(Dictionary<int, PartitionState> open)
    {
        lock (_lock)
        {
            _waiting.RemoveAll(state => state.Partition.IsRevoked);
            return _isReading = open.Count > 0 || _waiting.Count > 0;
        }
    }

    // Two assignments of one number, of two input topics, share a partition of the state topic: one after the other.
    private void Begin(IStateClient client, Dictionary<int, PartitionState> open, RestoreProgress progress)
    {
        _asked = null;
        PartitionState[] waiting;
        lock (_lock)
            waiting = [.. _waiting];
        foreach (var state in waiting.Where(state => !open.ContainsKey(state.Partition.Number)))
        {
            progress.Begin(state);
            _asked = state.Partition;
            var (first, end) = client.Offsets(state.Partition.Number);
            _asked = null;
            state.Begin(first, end);
            if (!state.IsComplete)
                client.Begin(state.Partition.Number, first);
            open[state.Partition.Number] = state;
            lock (_lock)
                _waiting.Remove(state);
            if (state.IsComplete)
                Complete(open, state, progress);
        }
    }

    private void Step(IStateClient client, Dictionary<int, PartitionState> open, RestoreProgress progress)
    {
        foreach (var gone in open.Values.Where(state => state.Partition.IsRevoked).ToList())
        {
            client.End(gone.Partition.Number);
            open.Remove(gone.Partition.Number);
        }

        if (client.Poll(PollTimeout) is not { } record || !open.TryGetValue(record.Partition, out var state))
            return;
        if (record.IsPartitionEnd)
            state.Position = Math.Max(state.Position, record.Offset);
        else
            progress.Read(state.Take(record, topic));
        if (!state.IsComplete && state.Refusal is null)
            return;
        client.End(record.Partition);
        Complete(open, state, progress);
    }

    private void Complete(Dictionary<int, PartitionState> open, PartitionState state, RestoreProgress progress)
    {
        open.Remove(state.Partition.Number);
        progress.Completed(state);
        FailPoint.Hit(FailPointStep.Restore);
        _read.Enqueue(state);
    }

    private void Refuse(Dictionary<int, PartitionState> open, Func<PartitionState, Exception> reason)
    {
        lock (_lock)
        {
            foreach (var state in open.Values.Concat(_waiting))
            {
                state.Refusal ??= reason(state);
                _read.Enqueue(state);
            }

            _waiting.Clear();
        }

        open.Clear();
    }
}
