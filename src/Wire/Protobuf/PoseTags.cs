using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Protobuf;

/// <summary>The tags of the message <c>KeypointFrame</c> in <c>poses.proto</c>: the number of the field times 8, plus the wire type.</summary>
internal static class FrameTags
{
    public const uint Stream = (1 << 3) | (uint)WireType.Bytes;
    public const uint Frame = (2 << 3) | (uint)WireType.Varint;
    public const uint TimestampMs = (3 << 3) | (uint)WireType.Varint;
    public const uint Layout = (4 << 3) | (uint)WireType.Bytes;
    public const uint Image = (5 << 3) | (uint)WireType.Bytes;
    public const uint Person = (6 << 3) | (uint)WireType.Bytes;

    public const uint Normalised = (7 << 3) | (uint)WireType.Varint;

    public const uint ImageWidth = (1 << 3) | (uint)WireType.Varint;
    public const uint ImageHeight = (2 << 3) | (uint)WireType.Varint;

    public const uint PersonId = (1 << 3) | (uint)WireType.Varint;
    public const uint PersonScore = (2 << 3) | (uint)WireType.Fixed32;
    public const uint PersonKeypoints = (3 << 3) | (uint)WireType.Bytes;
    public const uint PersonKeypoint = (3 << 3) | (uint)WireType.Fixed32; // not packed
}

/// <summary>The tags of the message <c>PoseFrame</c> in <c>poses.proto</c>: the number of the field times 8, plus the wire type.</summary>
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
    public const uint InputLayout = (9 << 3) | (uint)WireType.Bytes;
    public const uint Image = (10 << 3) | (uint)WireType.Bytes;

    public const uint PersonId = (1 << 3) | (uint)WireType.Varint;
    public const uint PersonScore = (2 << 3) | (uint)WireType.Fixed32;
    public const uint PersonJoints = (3 << 3) | (uint)WireType.Bytes;
    public const uint PersonJoint = (3 << 3) | (uint)WireType.Fixed32; // not packed
    public const uint PersonSigma = (4 << 3) | (uint)WireType.Bytes;
    public const uint PersonSigmaSingle = (4 << 3) | (uint)WireType.Fixed32; // not packed
    public const uint PersonRejected = (5 << 3) | (uint)WireType.Bytes;
    public const uint PersonKeypoints = (6 << 3) | (uint)WireType.Bytes;
    public const uint PersonKeypoint = (6 << 3) | (uint)WireType.Fixed32; // not packed
}

/// <summary>
/// The tag of the messages <c>KeypointFrames</c> and <c>PoseFrames</c> in <c>poses.proto</c>. A single frame never begins with this tag, so the first tag of a
/// record decides whether it is a list.
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

/// <summary>The encoding of a field's value: the low three bits of its tag. 6 and 7 do not exist.</summary>
internal enum WireType : byte
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
