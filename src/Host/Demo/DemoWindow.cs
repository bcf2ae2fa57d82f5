namespace StreamLift.Host.Demo;

/// <summary>Figures of a stretch of time. NaN where nothing was measured.</summary>
/// <param name="Seconds">Its length.</param>
/// <param name="Sent">Frames sent.</param>
/// <param name="Frames">Frames whose poses came back.</param>
/// <param name="Poses">Poses in them.</param>
/// <param name="BatchSize">People in a batch, mean.</param>
/// <param name="P50">Milliseconds from sending a frame to its poses in hand, median.</param>
/// <param name="P99">The same, 99th percentile.</param>
/// <param name="Error">MPJPE, mm, mean.</param>
internal sealed record DemoWindow(double Seconds, long Sent, long Frames, long Poses, double BatchSize, double P50, double P99, double Error);
