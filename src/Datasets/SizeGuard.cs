namespace StreamLift.Datasets;

/// <summary>Refuses a file that claims to hold far more than it could, before memory is given to it.</summary>
internal static class SizeGuard
{
    private const long AlwaysFine = 64L << 20;

    // Human3.6M's arrays shrink by 1.1 (positions) to 9 times (whole-pixel detections) when compressed.
    private const long LargestRatio = 200;

    public static void Check(long claimed, long onDisk, string what)
    {
        if (claimed < 0 || claimed > AlwaysFine && claimed / LargestRatio > onDisk)
            throw new InvalidDataException($"{what} claims {claimed:N0} bytes from {onDisk:N0} on disk");
    }
}
