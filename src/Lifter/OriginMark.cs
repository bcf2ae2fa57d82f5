namespace StreamLift.Lifter;

/// <summary>How far a batch reaches into one partition: once the batch is delivered, everything below <paramref name="NextOffset"/> is.</summary>
/// <param name="Origin">The assignment the records came from.</param>
/// <param name="NextOffset">The offset after the batch's last record of this partition.</param>
public readonly record struct OriginMark(Origin Origin, long NextOffset);
