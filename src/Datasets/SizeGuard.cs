namespace StreamLift.Datasets;

/// <summary>Refuses a file that claims to contain far more data than is possible, before memory is allocated.</summary>
internal static class SizeGuard
{
    private const long AlwaysFine = 64L << 20;

    // The compression ratio of Human3.6M's arrays is between 1.1 (positions) and 9 (detections in whole pixels).
    private const long LargestRatio = 200;

    public static void Check(long claimed, long onDisk, string what)
    {
        if (claimed < 0 || claimed > AlwaysFine && claimed / LargestRatio > onDisk)
            throw new InvalidDataException($"{what} claims {claimed:N0} bytes from {onDisk:N0} on disk");
    }
}
