namespace StreamLift.Lanes;

/// <summary>
/// What one stage of the service does with records: how a value is decoded into a batch, what is computed of a batch, what is written for it.
/// Everything else (group membership, offsets, back-pressure, transactions, dead letters, draining) is the lane's, the same for every stage.
/// One object per lane.
/// </summary>
public interface IStage
{
    /// <summary>
    /// How many batches may be in <see cref="Process"/> at once. 1: batches are processed one after the other in the order they were read, as a stage with
    /// state needs it.
    /// </summary>
    int MaxParallelism { get; }

    /// <summary>
    /// Whether a small batch may be processed on the poll thread when nothing else is in progress. False where <see cref="Process"/> waits for a device.
    /// </summary>
    bool RunsInline { get; }

    /// <summary>Decodes the values of the lane's records. Poll thread only.</summary>
    IRecordDecoder Decoder { get; }

    /// <summary>An empty batch of the stage's own type; the lane owns a fixed number of them.</summary>
    RecordBatch CreateBatch();

    /// <summary>Computes what is to be written for a batch. A worker thread, or the poll thread; never two threads with the same batch.</summary>
    void Process(RecordBatch batch);

    /// <summary>Writes the output records of a batch. One encoder per sender.</summary>
    IRecordEncoder CreateEncoder();

    /// <summary>
    /// A partition has been assigned: state of its keys starts here. Called again, with a higher generation, after an aborted transaction: what was computed
    /// under the generation before does not count. Poll thread, while a worker may be in <see cref="Process"/>: state is guarded by the stage, and kept by <see
    /// cref="AssignedPartition"/>, never by topic and number. A record whose assignment has no state has been revoked, and is skipped. It may not throw.
    /// </summary>
    void OnAssigned(AssignedPartition partition);

    /// <summary>The assignment has ended: state kept under it is void. Poll thread.</summary>
    void OnRevoked(AssignedPartition partition);
}
