namespace StreamLift.Lanes;

/// <summary>Writes the output of processed batches. One thread at a time.</summary>
public interface IRecordEncoder
{
    /// <summary>
    /// Writes the output records of one good input record: none, one or several. Where one is too large for the output topic, a dead letter of the input record
    /// goes in its place; the others are delivered.
    /// </summary>
    /// <param name="batch">A processed batch.</param>
    /// <param name="index">The record's index in <see cref="RecordBatch.Records"/>.</param>
    /// <param name="output">Takes the output records.</param>
    void Encode(RecordBatch batch, int index, IOutputWriter output);
}
