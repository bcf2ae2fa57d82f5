namespace StreamLift.Wire.Protobuf;

/// <summary>
/// The tag of the messages <c>KeypointFrames</c> and <c>PoseFrames</c> in <c>poses.proto</c>. A frame alone never begins with it, so a record's first tag tells
/// which of the two it is.
/// </summary>
internal static class ListTags
{
    public const uint Frame = (15 << 3) | (uint)WireType.Bytes;

    /// <summary>Whether the body begins as a list does.</summary>
    public static bool IsList(ReadOnlySpan<byte> body)
    {
        var reader = new ProtobufReader(body);
        return reader.NextField() && reader.Tag == Frame;
    }
}
