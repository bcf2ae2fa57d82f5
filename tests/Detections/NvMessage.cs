using System.Buffers.Binary;
using System.Text;

namespace StreamLift.Tests.Detections;

/// <summary>Writes Protobuf messages field by field, as DeepStream's own library would.</summary>
internal sealed class NvMessage
{
    private const long Time = 1_767_225_600_000; // 2026-01-01T00:00:00Z

    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public NvMessage Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    public NvMessage Message(int field, NvMessage message) => Field(field, message.Bytes);

    public NvMessage Number(int field, ulong number)
    {
        Varint((uint)field << 3);
        Varint(number);
        return this;
    }

    public NvMessage Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public NvMessage Float(int field, float value)
    {
        Varint(((uint)field << 3) | 5);
        Append(value);
        return this;
    }

    public NvMessage Floats(int field, params float[] values)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)values.Length * 4);
        foreach (var value in values)
            Append(value);
        return this;
    }

    /// <summary>A frame with all that nvmsgconv sets.</summary>
    public static NvMessage Frame(params NvMessage[] objects) => Frame(125, objects);

    /// <summary>The same, with a number.</summary>
    public static NvMessage Frame(int number, params NvMessage[] objects)
    {
        var frame = new NvMessage()
            .Text(1, "4.0")
            .Text(2, $"{number}")
            .Message(3, new NvMessage().Number(1, Time / 1000).Number(2, 40_000_000))
            .Text(4, "lobby");
        foreach (var one in objects)
            frame.Message(5, one);
        return frame;
    }

    /// <summary>An object with the fields that nvmsgconv sets.</summary>
    public static NvMessage Person(string id, NvMessage? pose)
    {
        var box = new NvMessage().Float(1, 1).Float(2, 2).Float(3, 3).Float(4, 4);
        var person = new NvMessage().Text(1, id).Message(2, box).Text(3, "Person").Float(4, 0.75f);
        person.Message(5, new NvMessage().Text(1, "gender").Text(2, ""));
        return pose is null ? person : person.Message(7, pose);
    }

    public static NvMessage Pose(string type, params (string Joint, float[] Coordinates)[] joints)
    {
        var pose = new NvMessage().Text(1, type);
        foreach (var (joint, coordinates) in joints)
            pose.Message(2, new NvMessage().Text(1, joint).Floats(2, coordinates));
        return pose;
    }

    private NvMessage Field(int field, byte[] bytes)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Append(float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
