namespace StreamLift.Host.Redrive;

/// <summary>
/// Which letters the broker has, and how far that reaches into each partition of the dead-letter topic without a gap: only that is
/// acknowledged, for letters are sent in another order than they lie. Delivered by the client's thread, asked by the command's.
/// </summary>
/// <param name="plan">The letters.</param>
internal sealed class RedriveProgressLog(RedrivePlan plan)
{
    private readonly bool[] _isDelivered = new bool[plan.Count];
    private readonly Dictionary<int, int> _reached = []; // by partition: how many of its letters, from its first, are delivered

    /// <summary>The broker has a letter, or nothing more is to be done about it.</summary>
    public void Delivered(int number) => Volatile.Write(ref _isDelivered[number], true);

    /// <summary>Whether the broker has it.</summary>
    public bool IsDelivered(int number) => Volatile.Read(ref _isDelivered[number]);

    /// <summary>The offset of a partition below which nothing is left to send; <paramref name="end"/> where nothing is at all.</summary>
    public long CompletedBelow(int partition, long end)
    {
        var letters = plan.In(partition);
        var reached = _reached.GetValueOrDefault(partition);
        while (reached < letters.Length && IsDelivered(letters[reached]))
            reached++;
        _reached[partition] = reached;
        return reached == letters.Length ? end : plan[letters[reached]].Offset;
    }
}
