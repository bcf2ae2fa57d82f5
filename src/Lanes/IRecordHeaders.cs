namespace StreamLift.Lanes;

/// <summary>The headers of the record being decoded, whatever the Kafka client's own type for them is.</summary>
public interface IRecordHeaders
{
    /// <summary>The value of the last header of a name.</summary>
    /// <param name="name">The header's key, exactly.</param>
    /// <param name="value">The header's value; empty for a null.</param>
    /// <returns>Whether there is one.</returns>
    bool TryGetLast(string name, out ReadOnlySpan<byte> value);
}
