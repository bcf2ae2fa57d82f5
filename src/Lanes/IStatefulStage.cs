namespace StreamLift.Lanes;

/// <summary>
/// A stage whose output depends on earlier records: it keeps state by key, in memory by <see cref="AssignedPartition"/>. The lane keeps the state in a
/// compacted topic and gives it back after a restart, a rebalance and an aborted transaction; docs/state.md says how. After <see cref="IStage.Process"/> the
/// batch holds a snapshot of each key that it changed (<see cref="RecordBatch.AddSnapshot"/>). <see cref="IStage.MaxParallelism"/> is 1.
/// Where the lane stops at the end of its input, <see cref="IStage.Process"/> sees the end of each partition (<see cref="InputRecord.IsEnd"/>).
/// </summary>
public interface IStatefulStage : IStage
{
    /// <summary>
    /// Takes the state of a key as it was last delivered. Called for each key after <see cref="IStage.OnAssigned"/> and before the first record of the
    /// assignment; a key without state is not named. Poll thread, while a worker may be in <see cref="IStage.Process"/> with records of other partitions.
    /// </summary>
    /// <param name="partition">The assignment.</param>
    /// <param name="key">The key, as it was given to <see cref="RecordBatch.AddSnapshot"/>.</param>
    /// <param name="state">The bytes of the snapshot; never empty. Valid during the call only.</param>
    /// <param name="nextOffset">
    /// The state holds every record of the partition below this offset, and their output is delivered. Exactly once, the first record read is not below it.
    /// At least once, records below it may be read again after a fault: those of this key are in the state already and may be skipped.
    /// </param>
    /// <exception cref="InvalidDataException">The bytes are of another version or damaged. Its message is one line.</exception>
    void Restore(AssignedPartition partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> state, long nextOffset);
}
