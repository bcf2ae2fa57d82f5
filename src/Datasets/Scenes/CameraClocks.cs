namespace StreamLift.Datasets.Scenes;

/// <summary>The clocks of cameras that run free.</summary>
internal static class CameraClocks
{
    private const double Most = 20; // ms

    /// <summary>How far each clock is ahead, ms: random, at most 20 ms, and 0 on average, since nobody can see what all clocks have in common.</summary>
    public static double[] Offsets(int cameras, int seed)
    {
        var random = new SceneRandom(seed);
        double[] drawn = [.. Enumerable.Range(0, cameras).Select(camera => random.Between(-Most, Most, Decision.Clock, camera))];
        var mean = drawn.Average();
        var largest = drawn.Max(offset => Math.Abs(offset - mean));
        return [.. drawn.Select(offset => (offset - mean) * Math.Min(1, Most / Math.Max(1e-9, largest)))];
    }
}
