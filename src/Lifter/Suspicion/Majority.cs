namespace StreamLift.Lifter.Suspicion;

/// <summary>
/// Whether nearly all people of a stream are of one kind, and have been for a while. A frame in which they are not begins the while anew: a stream may start
/// with people who stand on their hands.
/// </summary>
internal struct Majority
{
    private const double Most = 0.95;
    private const int LeastPeople = 100;
    private const long LeastMs = 10_000;

    private long _sinceMs;
    private bool _hasBegun;

    /// <summary>The people of this kind.</summary>
    public int Count { get; private set; }

    /// <summary>All people who could be of this kind.</summary>
    public int Of { get; private set; }

    /// <summary>Adds the people of a frame.</summary>
    /// <param name="count">Those of this kind.</param>
    /// <param name="of">Those who could be.</param>
    /// <param name="timestampMs">The frame's time.</param>
    public void Add(int count, int of, long timestampMs)
    {
        if (of == 0)
            return;
        if (!_hasBegun || 2 * count <= of)
            (_hasBegun, _sinceMs) = (true, timestampMs);
        (Count, Of) = (Count + count, Of + of);
    }

    /// <summary>Whether nearly all are of this kind.</summary>
    /// <param name="timestampMs">The time of the last frame.</param>
    public readonly bool IsReached(long timestampMs) => Of >= LeastPeople && Count >= Most * Of && timestampMs - _sinceMs >= LeastMs;

    /// <summary>Halves the counts, so that older frames count less.</summary>
    public void Halve() => (Count, Of) = (Count / 2, Of / 2);
}
