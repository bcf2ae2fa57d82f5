using StreamLift.Wire;

namespace StreamLift.Lanes;

/// <summary>What is counted of delivered batches: output frames, dead letters by reason, capture times, late frames by stream. One thread at a time.</summary>
public sealed class BatchCounts
{
    /// <summary>Frames whose output is delivered.</summary>
    public int Frames { get; set; }

    /// <summary>Dead letters, by reason.</summary>
    public Dictionary<Rejection, int> Rejected { get; } = [];

    /// <summary>The capture time of each batch's first frame, Unix milliseconds.</summary>
    public List<long> Captured { get; } = [];

    /// <summary>Frames that were dropped because they were past the deadline, by stream.</summary>
    public StreamCounts Late { get; } = new();

    /// <summary>Counts a dead letter.</summary>
    public void Reject(Rejection reason) => Rejected[reason] = Rejected.GetValueOrDefault(reason) + 1;

    /// <summary>Notes the capture time of a batch's first frame.</summary>
    public void Capture(long unixMs) => Captured.Add(unixMs);

    /// <summary>Sets everything to zero.</summary>
    public void Clear()
    {
        Frames = 0;
        Rejected.Clear();
        Captured.Clear();
        Late.Clear();
    }
}
