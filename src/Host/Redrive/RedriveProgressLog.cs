namespace StreamLift.Host.Redrive;

/// <summary>
/// Tracks delivered dead letters, and the offset of each partition of the dead-letter topic below which all are delivered. Only such offsets are committed,
/// because dead letters are sent in another order than that of their topic. The client's thread writes, the command's thread reads.
/// </summary>
/// <param name="plan">The dead letters.</param>
internal sealed class RedriveProgressLog(RedrivePlan plan)
{
    private readonly bool[] _isDelivered = new bool[plan.Count];
    private readonly Dictionary<int, int> _reached = []; // by partition: how many of its dead letters, from the first, are delivered

    /// <summary>Marks a dead letter as delivered, or as one that needs no delivery.</summary>
    public void Delivered(int number) => Volatile.Write(ref _isDelivered[number], true);

    /// <summary>Whether it is delivered.</summary>
    public bool IsDelivered(int number) => Volatile.Read(ref _isDelivered[number]);

    /// <summary>The offset of a partition below which nothing remains to be sent; <paramref name="end"/> if nothing remains at all.</summary>
    public long CompletedBelow(int partition, long end)
    {
        var deadLetters = plan.In(partition);
        var reached = _reached.GetValueOrDefault(partition);
        while (reached < deadLetters.Length && IsDelivered(deadLetters[reached]))
            reached++;
        _reached[partition] = reached;
        return reached == deadLetters.Length ? end : plan[deadLetters[reached]].Offset;
    }
}
