namespace StreamLift.Host.WarmUp;

/// <summary>
/// What the start leaves in memory stays as long as the process: it is moved to generation 2 before the first record, in some ten milliseconds.
/// Otherwise the collector moves it in the first minutes, by collections of generations 1 and 2 while frames wait (bench/collections).
/// </summary>
internal static class StartupHeap
{
    /// <summary>Collects everything, as often as an object has to survive to be old.</summary>
    public static void Settle()
    {
        for (var generation = 0; generation < GC.MaxGeneration; generation++)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }
}
