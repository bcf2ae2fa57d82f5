using System.Runtime.InteropServices;

namespace StreamLift.NativeKafka;

/// <summary>rd_kafka_vu_t: a part of a record for rd_kafka_produceva. What it points to has to stay in its place until the call returns.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct ProduceArgument
{
    private const int CopyFlag = 0x2; // the client copies key and value

    [FieldOffset(0)]
    private int _kind;

    [FieldOffset(8)]
    private nint _first;

    [FieldOffset(16)]
    private nint _second;

    [FieldOffset(24)]
    private nint _third;

    [FieldOffset(8)]
    private int _number;

    /// <summary>The topic's handle.</summary>
    public static ProduceArgument Topic(nint topic) => new() { _kind = 2, _first = topic };

    /// <summary>The partition's number.</summary>
    public static ProduceArgument Partition(int partition) => new() { _kind = 3, _number = partition };

    /// <summary>The value.</summary>
    public static ProduceArgument Value(byte* bytes, int length) =>
        new()
        {
            _kind = 4,
            _first = (nint)bytes,
            _second = length,
        };

    /// <summary>The key; one that is there has an address, even without a byte.</summary>
    public static ProduceArgument Key(byte* bytes, int length) =>
        new()
        {
            _kind = 5,
            _first = (nint)bytes,
            _second = length,
        };

    /// <summary>What the delivery report brings back.</summary>
    public static ProduceArgument Opaque(nint opaque) => new() { _kind = 6, _first = opaque };

    /// <summary>Key and value are copied.</summary>
    public static ProduceArgument Copied() => new() { _kind = 7, _number = CopyFlag };

    /// <summary>A header. Its name ends with 0; a value without an address is none.</summary>
    public static ProduceArgument Header(byte* name, byte* bytes, int length) =>
        new()
        {
            _kind = 9,
            _first = (nint)name,
            _second = (nint)bytes,
            _third = length,
        };
}
