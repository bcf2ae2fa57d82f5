namespace StreamLift.Lifter;

/// <summary>
/// One assignment of one partition: a new object each time the partition is assigned, so that what belongs to an assignment that has
/// ended can be told from what belongs to the present one.
/// </summary>
public sealed class Origin(string topic, int partition, int epoch)
{
    /// <summary>The topic that the records are read from.</summary>
    public string Topic { get; } = topic;

    /// <summary>The partition's number in its topic.</summary>
    public int Partition { get; } = partition;

    /// <summary>How many times the partition had been assigned to this lane before.</summary>
    public int Epoch { get; } = epoch;

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}[{Partition}]";
}
