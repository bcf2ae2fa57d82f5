namespace StreamLift.Wire.Protobuf;

/// <summary>The tags of the message <c>KeypointFrame</c> in <c>poses.proto</c>: field number times 8, and wire type.</summary>
internal static class FrameTags
{
    public const uint Stream = (1 << 3) | (uint)WireType.Bytes;
    public const uint Frame = (2 << 3) | (uint)WireType.Varint;
    public const uint TimestampMs = (3 << 3) | (uint)WireType.Varint;
    public const uint Layout = (4 << 3) | (uint)WireType.Bytes;
    public const uint Image = (5 << 3) | (uint)WireType.Bytes;
    public const uint Person = (6 << 3) | (uint)WireType.Bytes;

    public const uint ImageWidth = (1 << 3) | (uint)WireType.Varint;
    public const uint ImageHeight = (2 << 3) | (uint)WireType.Varint;

    public const uint PersonId = (1 << 3) | (uint)WireType.Varint;
    public const uint PersonScore = (2 << 3) | (uint)WireType.Fixed32;
    public const uint PersonKeypoints = (3 << 3) | (uint)WireType.Bytes;
    public const uint PersonKeypoint = (3 << 3) | (uint)WireType.Fixed32; // not packed
}
