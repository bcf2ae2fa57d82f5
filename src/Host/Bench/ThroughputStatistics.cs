namespace StreamLift.Host.Bench;

/// <summary>The service's throughput from a filled topic.</summary>
/// <param name="Records">Pose records produced.</param>
/// <param name="Poses">Poses in them.</param>
/// <param name="Seconds">Time between the timestamps of the first and the last record.</param>
/// <param name="PosesPerSecond">Throughput, the first seconds of the process included, in which .NET compiles the code.</param>
/// <param name="FirstPoseSeconds">Time from the start of the process to its first received pose; null if it came too fast to be measured.</param>
/// <param name="PeakMiB">Peak of the resident memory.</param>
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
