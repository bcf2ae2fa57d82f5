using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>
/// An epoch's batches in order, several of them made ahead on other threads, so that learning never waits for one; how long it did all the same is
/// counted. The same batches whichever thread makes them.
/// </summary>
/// <param name="epoch">Of what.</param>
/// <param name="first">The first batch: after a stop not 0.</param>
/// <param name="clock">The clock.</param>
internal sealed class BatchPrefetcher(Epoch epoch, int first, TimeProvider clock)
{
    /// <summary>One is learnt from, one makes up for a sample that took long, and those that come just after a pause of the machine's.</summary>
    public const int PrefetchCount = 4;

    /// <summary>Time that nobody learnt because no batch was there.</summary>
    public TimeSpan Waited { get; private set; }

    public IEnumerable<Batch> Batches()
    {
        var (coming, next) = (new Queue<Task<Batch>>(PrefetchCount), first);
        while (true)
        {
            for (; coming.Count < PrefetchCount && next < epoch.BatchCount; next++)
            {
                var index = next;
                coming.Enqueue(Task.Run(() => epoch.MakeBatch(index)));
            }
            if (!coming.TryDequeue(out var batch))
                yield break;
            var started = clock.GetTimestamp();
            var made = batch.GetAwaiter().GetResult();
            Waited += clock.GetElapsedTime(started);
            yield return made;
        }
    }
}
