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

    /// <summary>How the value decoded last was encoded. The output is encoded like it, unless the settings say otherwise.</summary>
    WireEncoding Encoding { get; }

    /// <summary>Decodes a value and keeps the result until the next call. It never throws: an exception here would lose the record.</summary>
    /// <param name="context">The encoding that the record's header or the settings say, its key and its headers.</param>
    /// <param name="value">The record's value.</param>
    /// <param name="detail">The rejection in one line; empty for a good record.</param>
    /// <returns>Why the record is rejected; <see cref="Rejection.None"/> for a good one.</returns>
    Rejection Decode(in RecordContext context, ReadOnlySpan<byte> value, out string detail);

    /// <summary>Adds what was decoded last to the record that was added last. Not called for a rejected record.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="origin">The record's offset and timestamp, for frames that have no number or no time of their own.</param>
    void AddTo(RecordBatch batch, in RecordOrigin origin);
}
