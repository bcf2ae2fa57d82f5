namespace StreamLift.Host.Redrive;

/// <summary>One letter to be sent: where its record lay, and where the letter lies. Kept for every letter of a redrive, so it is small.</summary>
/// <param name="Source">The record's topic and partition, as a number.</param>
/// <param name="SourceOffset">The record's offset there.</param>
/// <param name="Partition">The letter's partition.</param>
/// <param name="Offset">The letter's offset.</param>
/// <param name="Reason">Its reason, as a number.</param>
/// <param name="Digest">Of key and body: tells a letter that is there twice from another record at the same place.</param>
internal readonly record struct DeadLetterPosition(int Source, long SourceOffset, int Partition, long Offset, int Reason, ulong Digest)
{
    /// <summary>Whether it is the same record's letter once more, as after a crash.</summary>
    public bool IsDuplicateOf(in DeadLetterPosition other) => Source == other.Source && SourceOffset == other.SourceOffset && Digest == other.Digest;
}
