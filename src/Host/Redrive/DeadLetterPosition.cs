namespace StreamLift.Host.Redrive;

/// <summary>The position of a dead letter and of its original record. Kept for every dead letter of a redrive, so it is small.</summary>
/// <param name="Source">The original topic and partition, as a number.</param>
/// <param name="SourceOffset">The original offset.</param>
/// <param name="Partition">The dead letter's partition.</param>
/// <param name="Offset">The dead letter's offset.</param>
/// <param name="Reason">The reason, as a number.</param>
/// <param name="Digest">Hash of key and body: tells a duplicate from another record with the same original position.</param>
internal readonly record struct DeadLetterPosition(int Source, long SourceOffset, int Partition, long Offset, int Reason, ulong Digest)
{
    /// <summary>Whether both are dead letters of the same record, as after a crash.</summary>
    public bool IsDuplicateOf(in DeadLetterPosition other) => Source == other.Source && SourceOffset == other.SourceOffset && Digest == other.Digest;
}
