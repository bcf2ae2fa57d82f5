using StreamLift.Training.Samples;

namespace StreamLift.Training.Learning;

/// <summary>
/// Prepares the batches of an epoch ahead of time on other threads, and returns them in order, like the workers of a PyTorch DataLoader. The batches
/// do not depend on the threads. The time that training waits for a batch is measured.
/// </summary>
/// <param name="epoch">The epoch.</param>
/// <param name="first">The index of the first batch: above 0 if the run was stopped within the epoch.</param>
/// <param name="clock">The clock.</param>
internal sealed class BatchPrefetcher(Epoch epoch, int first, TimeProvider clock)
{
    /// <summary>The number of batches that are prepared ahead. This bridges slow batches and short pauses of the machine.</summary>
    public const int PrefetchCount = 4;

    /// <summary>The time that training waited for batches.</summary>
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
