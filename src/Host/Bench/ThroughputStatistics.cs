namespace StreamLift.Host.Bench;

/// <summary>How fast the service emptied a filled topic.</summary>
/// <param name="Records">Pose records that came out.</param>
/// <param name="Poses">In them.</param>
/// <param name="Seconds">From the first record's timestamp to the last one's.</param>
/// <param name="PosesPerSecond">That is, the first seconds of a process among them, in which .NET compiles the code.</param>
/// <param name="FirstPoseSeconds">From starting the process to its first pose in a reader's hand; null where it came too fast to be seen.</param>
/// <param name="PeakMiB">The most memory that the process had resident.</param>
internal sealed record ThroughputStatistics(long Records, long Poses, double Seconds, double PosesPerSecond, double? FirstPoseSeconds, double PeakMiB)
{
    public static ThroughputStatistics Of(TopicDrain emptied, int people, double? firstPoseSeconds, double peakMiB) =>
        new(
            emptied.Records,
            emptied.Records * people,
            emptied.Seconds,
            Math.Round(emptied.PerSecond * people),
            firstPoseSeconds is { } seconds ? Math.Round(seconds, 2) : null,
            peakMiB
        );
}
