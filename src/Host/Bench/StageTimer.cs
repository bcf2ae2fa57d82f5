using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>Times a stage again and again. Processor time, not the wall's: what else the machine does changes it least.</summary>
/// <param name="length">How long a stage is measured in all, the warm-up as long again.</param>
/// <param name="repetitions">In how many pieces.</param>
/// <param name="people">In each record.</param>
/// <param name="clock">The clock.</param>
internal sealed class StageTimer(TimeSpan length, int repetitions, int people, TimeProvider clock)
{
    /// <summary>Times work that goes on for as long as it is told to and says how many poses it did.</summary>
    public StageStatistics Time(string stage, Func<TimeSpan, long> work, WireEncoding? encoding = null, int? batch = null, int threads = 1)
    {
        work(length); // compiled and, tiered, compiled again
        var (nanoseconds, rates, bytes) = (new List<double>(), new List<double>(), new List<double>());
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var (allocated, used, started) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, clock.GetTimestamp());
            var poses = work(length / repetitions);
            var elapsed = clock.GetElapsedTime(started);
            nanoseconds.Add((Environment.CpuUsage.TotalTime - used).TotalNanoseconds / poses);
            rates.Add(poses / elapsed.TotalSeconds);
            bytes.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) * people / poses);
        }

        return new StageStatistics(stage, encoding, batch, threads, SampleRange.Of(nanoseconds), SampleRange.Of(rates).Median, SampleRange.Of(bytes).Median);
    }

    /// <summary>Work that is a short piece over and over, on this thread.</summary>
    /// <param name="round">One piece: the poses it did.</param>
    public Func<TimeSpan, long> Rounds(Func<long> round) =>
        time =>
        {
            var (poses, started) = (0L, clock.GetTimestamp());
            do poses += round();
            while (clock.GetElapsedTime(started) < time);
            return poses;
        };
}
