using System.Buffers.Binary;
using System.Text;

namespace StreamLift.Tests.Recordings;

/// <summary>Writes C3D files for tests, as c3d.org's user guide describes them.</summary>
internal sealed class C3dBuilder
{
    private const int Block = 512;

    /// <summary>Whether points are 32-bit floats, or 16-bit whole numbers times <see cref="Scale"/>.</summary>
    public bool Floats { get; init; } = true;

    public float Scale { get; init; } = 0.1f;

    public string Units { get; init; } = "mm";

    public string Up { get; init; } = "+Z";

    /// <summary>84: Intel, 85: DEC, 86: MIPS.</summary>
    public byte Processor { get; init; } = 84;

    /// <summary>Analogue samples in each frame, which a reader of points passes over.</summary>
    public int Analogue { get; init; } = 3;

    /// <param name="labels">The names of the points.</param>
    /// <param name="points">By frame and point: x, y, z; NaN where it was not seen.</param>
    public byte[] Write(string[] labels, float[][] points)
    {
        var frames = points.Length / labels.Length;
        var parameters = Parameters(labels, frames);
        var header = new byte[Block];
        (header[0], header[1]) = (2, 0x50);
        Word(header, 2, labels.Length);
        Word(header, 4, Analogue);
        Word(header, 6, 1);
        Word(header, 8, frames);
        Float(header, 12, Floats ? -Scale : Scale);
        Word(header, 16, 2 + (parameters.Length / Block));
        Float(header, 20, 100);
        var data = new List<byte>();
        for (var frame = 0; frame < frames; frame++)
        {
            for (var label = 0; label < labels.Length; label++)
                data.AddRange(Point(points[(frame * labels.Length) + label]));
            data.AddRange(new byte[Analogue * (Floats ? 4 : 2)]);
        }
        return [.. header, .. parameters, .. data];
    }

    private byte[] Parameters(string[] labels, int frames)
    {
        var bytes = new List<byte> { 1, 0x50, 0, Processor };
        var width = labels.Max(label => label.Length) + 2;
        Record(bytes, "POINT", -1, []);
        Record(bytes, "USED", 1, [2, 0, .. Word(labels.Length)]);
        Record(bytes, "FRAMES", 1, [2, 0, .. Word(frames)]);
        Record(
            bytes,
            "LABELS",
            1,
            [
                255,
                2,
                (byte)width,
                (byte)Math.Min(255, labels.Length),
                .. Encoding.ASCII.GetBytes(string.Concat(labels.Take(255).Select(label => label.PadRight(width)))),
            ]
        );
        if (labels.Length > 255)
            Record(
                bytes,
                "LABELS2",
                1,
                [
                    255,
                    2,
                    (byte)width,
                    (byte)(labels.Length - 255),
                    .. Encoding.ASCII.GetBytes(string.Concat(labels.Skip(255).Select(label => label.PadRight(width)))),
                ]
            );
        Record(bytes, "UNITS", 1, [255, 1, (byte)Units.Length, .. Encoding.ASCII.GetBytes(Units)]);
        Record(bytes, "Units", 1, [255, 1, 2, .. "km"u8]); // a second one, which does not count
        Record(bytes, "Y_SCREEN", 1, [255, 1, (byte)Up.Length, .. Encoding.ASCII.GetBytes(Up)]);
        bytes.AddRange([0, 0]);
        bytes.AddRange(new byte[(Block - (bytes.Count % Block)) % Block]);
        bytes[2] = (byte)(bytes.Count / Block);
        return [.. bytes];
    }

    // The name's length, the group, the name, the offset of the next record from here, the content, an empty description.
    private void Record(List<byte> bytes, string name, int group, byte[] content)
    {
        bytes.AddRange([(byte)name.Length, (byte)(sbyte)group, .. Encoding.ASCII.GetBytes(name), .. Word(2 + content.Length + 1), .. content, 0]);
    }

    private byte[] Point(float[] xyz)
    {
        var isMissing = float.IsNaN(xyz[0]);
        if (Floats)
            return [.. (isMissing ? [0, 0, 0, -1] : (float[])[.. xyz, 0]).SelectMany(Float)];
        return [.. (isMissing ? [0, 0, 0, -1] : (int[])[.. xyz.Select(number => (int)Math.Round(number / Scale)), 0]).SelectMany(Word)];
    }

    private void Word(byte[] bytes, int at, int value) => Word(value).CopyTo(bytes, at);

    private void Float(byte[] bytes, int at, float value) => Float(value).CopyTo(bytes, at);

    private byte[] Word(int value)
    {
        var bytes = new byte[2];
        if (Processor == 86)
            BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value);
        else
            BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)value);
        return bytes;
    }

    private byte[] Float(float value)
    {
        var bytes = new byte[4];
        if (Processor == 86)
            BinaryPrimitives.WriteSingleBigEndian(bytes, value);
        else if (Processor == 84)
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        else
        {
            var bits = BitConverter.SingleToUInt32Bits(value == 0 ? 0 : value * 4);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(bits >> 16));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)bits);
        }
        return bytes;
    }
}
