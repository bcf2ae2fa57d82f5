namespace StreamLift.Tests;

/// <summary>
/// What code allocates on this thread. A garbage collection that another thread starts adds up to 8 KiB to .NET's count for this thread: the unused rest of its
/// allocation buffer. So code is run several times, and the run with the fewest bytes counts: what the code itself allocates is in each of them.
/// </summary>
internal static class Allocations
{
    private const int WarmUps = 2;
    private const int Runs = 20;

    /// <summary>The fewest bytes that a run allocates once it has been compiled and has cached what it caches.</summary>
    /// <param name="run">The code.</param>
    /// <param name="expected">A run with no more bytes than this is the last.</param>
    public static long Of(Action run, long expected = 0)
    {
        for (var i = 0; i < WarmUps; i++)
            run();
        var fewest = long.MaxValue;
        for (var i = 0; i < Runs && fewest > expected; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return fewest;
    }

    /// <summary>The same for so many calls in a row.</summary>
    public static long OfMany(Action call, int calls = 1000) =>
        Of(() =>
        {
            for (var i = 0; i < calls; i++)
                call();
        });
}
