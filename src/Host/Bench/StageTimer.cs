using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>Measures a stage repeatedly. It measures CPU time, because other load on the machine affects it less than elapsed time.</summary>
/// <param name="length">Total duration of the measurement; the warm-up takes as long again.</param>
/// <param name="repetitions">Number of repetitions.</param>
/// <param name="people">People per record.</param>
/// <param name="clock">The clock.</param>
internal sealed class StageTimer(TimeSpan length, int repetitions, int people, TimeProvider clock)
{
    /// <summary>Measures work that runs for a given time and returns its number of poses.</summary>
    public StageStatistics Time(string stage, Func<TimeSpan, long> work, WireEncoding? encoding = null, int? batch = null, int threads = 1)
    {
        work(length); // warm-up: tiered compilation
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

    /// <summary>Work that repeats a short round on this thread.</summary>
    /// <param name="round">One round; returns its number of poses.</param>
    public Func<TimeSpan, long> Rounds(Func<long> round) =>
        time =>
        {
            var (poses, started) = (0L, clock.GetTimestamp());
            do poses += round();
            while (clock.GetElapsedTime(started) < time);
            return poses;
        };
}
