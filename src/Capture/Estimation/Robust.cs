namespace StreamLift.Capture.Estimation;

/// <summary>Weights that take outliers out of least squares.</summary>
internal static class Robust
{
    /// <summary>
    /// Close to 1 up to the threshold and close to 0 far beyond: the probability that a normal error of this size is no outlier. Unlike Geman–McClure's it
    /// costs nothing where errors are normal.
    /// </summary>
    /// <param name="squared">The squared error over its variance.</param>
    /// <param name="threshold">Where the weight is a half.</param>
    public static double Weight(double squared, double threshold)
    {
        // 0.996 at least; most errors are so small, and a division costs more than all else here
        if (4 * squared < threshold)
            return 1;
        var ratio = squared / threshold;
        ratio *= ratio;
        return 1 / (1 + (ratio * ratio));
    }
}
