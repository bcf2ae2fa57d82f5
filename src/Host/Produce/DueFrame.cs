using StreamLift.Datasets;

namespace StreamLift.Host.Produce;

/// <summary>A frame to send.</summary>
/// <param name="Sequence">Of which stream.</param>
/// <param name="Stream">The stream's place among those that are sent.</param>
/// <param name="Frame">Its number.</param>
/// <param name="Due">When, counted from the beginning.</param>
internal readonly record struct DueFrame(Sequence Sequence, int Stream, int Frame, TimeSpan Due);
