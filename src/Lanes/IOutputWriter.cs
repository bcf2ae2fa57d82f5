using StreamLift.Wire;

namespace StreamLift.Lanes;

/// <summary>Takes the output records that are made of one input record. Each gets that record's headers, with the output's content-type.</summary>
public interface IOutputWriter
{
    /// <summary>The encoding that the output of an input record gets.</summary>
    WireEncoding EncodingFor(in InputRecord record);

    /// <summary>Adds a record for the output topic. The spans are copied.</summary>
    /// <param name="key">The record's key; the input record's own key is used in its place where that has one.</param>
    /// <param name="value">The record's value, in the encoding of <see cref="EncodingFor"/>.</param>
    void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Adds a record for the output topic with a key of its own, whatever key the input record has. The spans are copied.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="value">The record's value, in the encoding of <see cref="EncodingFor"/>.</param>
    void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);
}
