using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Host.Bench;

/// <summary>Measures inference alone by batch size and threads, one batch per thread: the upper limit of the service's throughput.</summary>
internal sealed class NetworkStage(LifterModel model, TimeProvider clock)
{
    /// <summary>Batch sizes that show from where on larger batches gain nothing.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [1, 8, 32, 64, 128, 256, 512];

    /// <summary>Work for the timer: every thread lifts batches for a given time. Returns the poses of all threads.</summary>
    public Func<TimeSpan, long> Work(int batch, int threads)
    {
        var rows = Enumerable.Range(0, threads).Select(seed => Rows(seed, batch)).ToList();
        return time =>
        {
            var lifted = 0L;
            var workers = rows.ConvertAll(row => new Thread(() => Interlocked.Add(ref lifted, Lift(row.Input, row.Output, batch, time))));
            workers.ForEach(worker => worker.Start());
            workers.ForEach(worker => worker.Join());
            return lifted;
        };
    }

    /// <summary>Poses per second: the median of three windows, because other load on the machine comes in bursts.</summary>
    public double Rate(int batch, int threads, TimeSpan time)
    {
        var work = Work(batch, threads);
        work(time / 6);
        return SampleRange.Of(Enumerable.Range(0, 3).Select(_ => work(time / 3) / (time / 3).TotalSeconds)).Median;
    }

    private long Lift(float[] input, float[] output, int batch, TimeSpan time)
    {
        var (lifted, started) = (0L, clock.GetTimestamp());
        do
        {
            model.Run(input, batch, output);
            lifted += batch;
        } while (clock.GetElapsedTime(started) < time);
        return lifted;
    }

    private (float[] Input, float[] Output) Rows(int seed, int batch)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, batch * model.InputWidth).Select(_ => random.NextSingle() - 0.5f)], new float[batch * LiftBatch.PoseWidth]);
    }
}
