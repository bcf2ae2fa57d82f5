namespace StreamLift.Host.Produce;

/// <summary>A frame to send.</summary>
/// <param name="Stream">The stream's place among those that are sent.</param>
/// <param name="Frame">Its number.</param>
/// <param name="Due">When, counted from the beginning.</param>
internal readonly record struct DueFrame(int Stream, long Frame, TimeSpan Due);
