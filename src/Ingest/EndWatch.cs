using StreamLift.Lifter;

namespace StreamLift.Ingest;

/// <summary>
/// For <c>--until-end</c>: knows the offsets that were the end when the process started, and when a lane has read up to them. Poll thread only.
/// </summary>
/// <param name="ends">End offset by topic and partition; null: there is no end.</param>
public sealed class EndWatch(IReadOnlyDictionary<(string Topic, int Partition), long>? ends)
{
    private readonly HashSet<Origin> _reached = [];

    /// <summary>The lane has read everything of this assignment below <paramref name="position"/>.</summary>
    public void Read(Origin origin, long position)
    {
        if (ends is null) return;
        if (!ends.TryGetValue((origin.Topic, origin.Partition), out var end) || position >= end)
            _reached.Add(origin);
    }

    /// <summary>Whether each of the lane's partitions has been read to its end.</summary>
    public bool IsReached(IReadOnlyList<Origin> held) => ends is not null && held.All(_reached.Contains);
}
