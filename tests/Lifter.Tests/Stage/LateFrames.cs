using StreamLift.Lanes;
using StreamLift.Lifter.Stage;

namespace StreamLift.Lifter.Tests.Stage;

/// <summary>Adds frames to a batch in the same way as the decoder.</summary>
internal static class LateFrames
{
    /// <summary>Adds a record with one frame.</summary>
    /// <returns>Whether it is late.</returns>
    public static bool AddFrameRecord(this LiftBatch batch, long timestampMs, Deadline deadline)
    {
        batch.Add(new AssignedPartition("in", 0, 0), batch.Count, 0);
        return batch.AddFrame("cam-1"u8, 0, timestampMs, deadline.Oldest);
    }
}
