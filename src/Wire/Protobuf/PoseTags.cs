namespace StreamLift.Wire.Protobuf;

/// <summary>The tags of the message <c>PoseFrame</c> in <c>poses.proto</c>: field number times 8, and wire type.</summary>
internal static class PoseTags
{
    public const uint Stream = (1 << 3) | (uint)WireType.Bytes;
    public const uint Frame = (2 << 3) | (uint)WireType.Varint;
    public const uint TimestampMs = (3 << 3) | (uint)WireType.Varint;
    public const uint Layout = (4 << 3) | (uint)WireType.Bytes;
    public const uint Unit = (5 << 3) | (uint)WireType.Bytes;
    public const uint Space = (6 << 3) | (uint)WireType.Bytes;
    public const uint Model = (7 << 3) | (uint)WireType.Bytes;
    public const uint Person = (8 << 3) | (uint)WireType.Bytes;

    public const uint PersonId = (1 << 3) | (uint)WireType.Varint;
    public const uint PersonScore = (2 << 3) | (uint)WireType.Fixed32;
    public const uint PersonJoints = (3 << 3) | (uint)WireType.Bytes;
    public const uint PersonJoint = (3 << 3) | (uint)WireType.Fixed32; // not packed
    public const uint PersonSigma = (4 << 3) | (uint)WireType.Bytes;
    public const uint PersonSigmaSingle = (4 << 3) | (uint)WireType.Fixed32; // not packed
}
