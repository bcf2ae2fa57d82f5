using StreamLift.Wire.Protobuf;

namespace StreamLift.Wire.Envelopes;

/// <summary>
/// What a schema registry's serializer puts before a value, or in a header: 00 and a 4-byte id, or 01 and a 16-byte GUID, then for Protobuf the place of the
/// message in its schema. Neither byte can begin JSON or Protobuf, so no setting is needed. The id is not looked up.
/// Source: Confluent.SchemaRegistry, SchemaId.cs.
/// </summary>
internal static class SchemaPrefix
{
    /// <summary>The header that holds the prefix in place of the value.</summary>
    public const string Header = "__value_schema_id";

    private const int IdLength = 5;
    private const int GuidLength = 17;

    /// <summary>Whether a value begins with a prefix.</summary>
    public static bool IsBefore(ReadOnlySpan<byte> value) => !value.IsEmpty && value[0] <= 1;

    /// <summary>Removes the prefix.</summary>
    /// <param name="value">The value, which begins with a prefix; then what follows it.</param>
    /// <param name="encoding">What is known of the encoding; where the content tells, then the encoding of what follows.</param>
    /// <param name="error">Why the prefix can't be read.</param>
    public static bool TryRemove(ref ReadOnlySpan<byte> value, ref InputEncoding encoding, out DecodeError error)
    {
        var length = value[0] == 0 ? IdLength : GuidLength;
        if (value.Length < length)
        {
            error = Malformed($"the value begins with the byte {value[0]:x2} of a schema registry's prefix of {length} bytes and has {value.Length} in all");
            return false;
        }
        value = value[length..];
        return EncodingDetector.Resolve(encoding, value) == WireEncoding.Json ? Good(out error) : TryRemoveIndexes(ref value, out error);
    }

    /// <summary>Checks the message that a header names; the value itself has no prefix.</summary>
    public static bool TryCheck(ReadOnlySpan<byte> header, out DecodeError error)
    {
        var length =
            header.IsEmpty || header[0] > 1 ? 0
            : header[0] == 0 ? IdLength
            : GuidLength;
        if (length == 0 || header.Length < length)
        {
            error = Malformed($"the header {Header} is no schema id: it has {header.Length} bytes");
            return false;
        }
        header = header[length..];
        return header.IsEmpty ? Good(out error) : TryRemoveIndexes(ref header, out error);
    }

    // The number of indexes, then each: zig-zag varints; one 0 byte alone is the first message. Old .NET clients wrote varints without zig-zag, which here
    // looks like a negative number.
    private static bool TryRemoveIndexes(ref ReadOnlySpan<byte> value, out DecodeError error)
    {
        var reader = new ProtobufReader(value);
        if (!reader.TryVarint(out var count))
        {
            error = Malformed("the schema registry's prefix ends before the place of the message");
            return false;
        }
        var isZigZag = (count & 1) == 0;
        count = isZigZag ? count >> 1 : count;
        ulong index = 0;
        if (count > 1 || (count == 1 && !reader.TryVarint(out index)))
        {
            error = Malformed("the schema registry's prefix does not name a message of poses.proto: is the value Avro, or of another schema?");
            return false;
        }
        index = isZigZag ? index >> 1 : index;
        if (index > 1)
        {
            error = Malformed(
                $"the schema registry's prefix names message {index} of its schema; 0 (KeypointFrame) or 1 (KeypointFrames) of poses.proto is read"
            );
            return false;
        }
        value = value[reader.Position..];
        return Good(out error);
    }

    private static bool Good(out DecodeError error)
    {
        error = default;
        return true;
    }

    private static DecodeError Malformed(string detail) => new(Rejection.MalformedEnvelope, detail);
}
