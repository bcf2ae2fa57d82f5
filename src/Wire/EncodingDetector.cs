namespace StreamLift.Wire;

/// <summary>Tells JSON and Protobuf apart by the value of a record.</summary>
public static class EncodingDetector
{
    /// <summary>
    /// The encoding of a value. JSON begins with a bracket, or with white space before one. A line feed is also the tag of a Protobuf message's first field,
    /// so a value with white space before the bracket is JSON only when it has no control character that JSON forbids: every keypoint frame in Protobuf has
    /// one, the tag of its number.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <returns>The encoding; Protobuf for a value that is neither.</returns>
    public static WireEncoding Detect(ReadOnlySpan<byte> value)
    {
        var start = value.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || value[start] is not ((byte)'{' or (byte)'['))
            return WireEncoding.Protobuf;
        return start == 0 || !HasForbidden(value) ? WireEncoding.Json : WireEncoding.Protobuf;
    }

    /// <summary>The encoding of a value where the settings or the record's header may say it.</summary>
    /// <param name="said">What they say.</param>
    /// <param name="value">The value.</param>
    public static WireEncoding Resolve(InputEncoding said, ReadOnlySpan<byte> value) =>
        said switch
        {
            InputEncoding.Json => WireEncoding.Json,
            InputEncoding.Protobuf => WireEncoding.Protobuf,
            _ => Detect(value),
        };

    private static bool HasForbidden(ReadOnlySpan<byte> value)
    {
        foreach (var next in value)
            if (next < 0x20 && next is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                return true;
        return false;
    }
}
