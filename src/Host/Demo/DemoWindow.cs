namespace StreamLift.Host.Demo;

/// <summary>Statistics of a period. NaN if nothing was measured.</summary>
/// <param name="Seconds">Its length.</param>
/// <param name="Sent">Frames sent.</param>
/// <param name="Frames">Frames whose poses were received.</param>
/// <param name="Poses">Poses in them.</param>
/// <param name="BatchSize">Mean number of people in a batch.</param>
/// <param name="P50">Median of the milliseconds from producing a frame to consuming its poses.</param>
/// <param name="P99">The same, 99th percentile.</param>
/// <param name="Error">Mean MPJPE, mm.</param>
internal sealed record DemoWindow(double Seconds, long Sent, long Frames, long Poses, double BatchSize, double P50, double P99, double Error);
