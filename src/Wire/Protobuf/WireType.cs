namespace StreamLift.Wire.Protobuf;

/// <summary>How a field's value is written: the low three bits of its tag. 6 and 7 don't exist.</summary>
internal enum WireType : byte
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
