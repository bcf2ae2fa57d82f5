using StreamLift.Lanes;

namespace StreamLift.Fuser.Stage;

/// <summary>Writes the people records that a pose record closed: none, one or several. They are encoded already. Their key is the rig's name.</summary>
internal sealed class PeopleRecordEncoder : IRecordEncoder
{
    /// <inheritdoc/>
    public void Encode(RecordBatch batch, int index, IOutputWriter output)
    {
        foreach (ref readonly var people in ((FuseBatch)batch).People(index))
            output.WriteKeyed(people.Rig, batch.Bytes(people.Value));
    }
}
