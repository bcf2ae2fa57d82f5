using System.Buffers.Binary;
using System.Numerics;
using StreamLift.Wire.Reading;

namespace StreamLift.Wire.Protobuf;

/// <summary>Appends Protobuf fields to a buffer and computes their lengths.</summary>
internal static class ProtobufOutput
{
    public static int VarintLength(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>The length of a field of bytes, including tag and length; all tags here are one byte.</summary>
    public static int BytesLength(int count) => 1 + VarintLength((ulong)count) + count;

    /// <summary>The length of a field of an integer, including its tag; 0 for the default value, which is left out.</summary>
    public static int IntegerLength(long value) => value == 0 ? 0 : 1 + VarintLength((ulong)value);

    /// <summary>The length of a field of packed floats, including tag and length; 0 for none, which is left out.</summary>
    public static int FloatsLength(ReadOnlySpan<float> floats) => floats.IsEmpty ? 0 : BytesLength(floats.Length * sizeof(float));

    public static void AppendVarint(this WireBuffer buffer, ulong value)
    {
        var room = buffer.Room(10);
        var at = 0;
        for (; value > 0x7f; value >>= 7)
            room[at++] = (byte)(value | 0x80);
        room[at++] = (byte)value;
        buffer.Advance(at);
    }

    public static void AppendInteger(this WireBuffer buffer, uint tag, long value)
    {
        buffer.Append((byte)tag);
        buffer.AppendVarint((ulong)value);
    }

    public static void AppendFloat(this WireBuffer buffer, uint tag, float value)
    {
        buffer.Append((byte)tag);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.Room(sizeof(float)), value);
        buffer.Advance(sizeof(float));
    }

    public static void AppendDouble(this WireBuffer buffer, uint tag, double value)
    {
        buffer.Append((byte)tag);
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.Room(sizeof(double)), value);
        buffer.Advance(sizeof(double));
    }

    public static void AppendBytes(this WireBuffer buffer, uint tag, ReadOnlySpan<byte> bytes)
    {
        buffer.AppendHeader(tag, bytes.Length);
        buffer.Append(bytes);
    }

    public static void AppendFloats(this WireBuffer buffer, uint tag, ReadOnlySpan<float> floats)
    {
        buffer.AppendHeader(tag, floats.Length * sizeof(float));
        PackedFloats.Write(floats, buffer.Room(floats.Length * sizeof(float)));
        buffer.Advance(floats.Length * sizeof(float));
    }

    /// <summary>Appends tag and length of a nested message or bytes.</summary>
    public static void AppendHeader(this WireBuffer buffer, uint tag, int length)
    {
        buffer.Append((byte)tag);
        buffer.AppendVarint((ulong)length);
    }
}
