namespace StreamLift.Wire.Protobuf;

/// <summary>The tags of the message <c>PeopleFrame</c> in <c>poses.proto</c>: the number of the field times 8, plus the wire type.</summary>
internal static class PeopleTags
{
    public const uint Rig = (1 << 3) | (uint)WireType.Bytes;
    public const uint Sequence = (2 << 3) | (uint)WireType.Varint;
    public const uint TimestampMs = (3 << 3) | (uint)WireType.Fixed64;
    public const uint Layout = (4 << 3) | (uint)WireType.Bytes;
    public const uint Unit = (5 << 3) | (uint)WireType.Bytes;
    public const uint Space = (6 << 3) | (uint)WireType.Bytes;
    public const uint Camera = (7 << 3) | (uint)WireType.Bytes;
    public const uint Person = (8 << 3) | (uint)WireType.Bytes;
}

/// <summary>The tags of the messages in a <c>PeopleFrame</c>.</summary>
internal static class PeoplePartTags
{
    public const uint CameraStream = (1 << 3) | (uint)WireType.Bytes;
    public const uint CameraFrame = (2 << 3) | (uint)WireType.Varint;
    public const uint CameraTimestampMs = (3 << 3) | (uint)WireType.Fixed64;

    public const uint Id = (1 << 3) | (uint)WireType.Varint;
    public const uint Joints = (2 << 3) | (uint)WireType.Bytes;
    public const uint Sigma = (3 << 3) | (uint)WireType.Bytes;
    public const uint Source = (4 << 3) | (uint)WireType.Bytes;
    public const uint Views = (5 << 3) | (uint)WireType.Bytes;
    public const uint Reprojection = (6 << 3) | (uint)WireType.Fixed32;
    public const uint Smooth = (7 << 3) | (uint)WireType.Bytes;
    public const uint Points = (8 << 3) | (uint)WireType.Bytes;

    public const uint PointsLayout = (1 << 3) | (uint)WireType.Bytes;
    public const uint Positions = (2 << 3) | (uint)WireType.Bytes;

    /// <summary>The tag of a repeated number that is not packed, by the tag of the packed ones.</summary>
    public static uint Single(uint packed, WireType type) => (packed & ~7u) | (uint)type;
}
