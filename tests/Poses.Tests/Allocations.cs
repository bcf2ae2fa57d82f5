namespace StreamLift.Poses.Tests;

/// <summary>What an action allocates on this thread, once it has been compiled and has cached what it caches.</summary>
internal static class Allocations
{
    private const int Times = 1000;

    /// <summary>Bytes, all of its thousand runs together.</summary>
    public static long Of(Action action)
    {
        for (var i = 0; i < Times; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
