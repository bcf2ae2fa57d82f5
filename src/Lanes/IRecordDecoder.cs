using StreamLift.Wire;

namespace StreamLift.Lanes;

/// <summary>
/// Decodes record values inside the Kafka client's own memory and puts the result into a batch afterwards: a record is decoded before it is known which batch
/// takes it. Poll thread only.
/// </summary>
public interface IRecordDecoder
{
    /// <summary>
    /// An upper bound of the bytes of the output of the value decoded last. The lane keeps the input value where this exceeds what the output topic takes.
    /// </summary>
    long MaxOutputBytes { get; }

    /// <summary>Decodes a value and keeps the result until the next call. It never throws: an exception here would lose the record.</summary>
    /// <param name="encoding">As the record's content-type header says, or the default.</param>
    /// <param name="value">The record's value.</param>
    /// <param name="detail">The rejection in one line; empty for a good record.</param>
    /// <returns>Why the record is rejected; <see cref="Rejection.None"/> for a good one.</returns>
    Rejection Decode(WireEncoding encoding, ReadOnlySpan<byte> value, out string detail);

    /// <summary>Adds what was decoded last to the record that was added last. Not called for a rejected record.</summary>
    void AddTo(RecordBatch batch);
}
