using System.Buffers.Binary;
using System.Text;

namespace StreamLift.Files.Markers;

/// <summary>
/// The header and parameters of a C3D file. Numbers of frames have 16 bits there; a longer file says its length in TRIAL:ACTUAL_END_FIELD, and more than 255
/// labels go on in LABELS2, LABELS3 …, as Vicon writes both.
/// </summary>
internal sealed class C3dHeader
{
    /// <summary>The size of a block.</summary>
    public const int Block = 512;

    private const int MostInWord = ushort.MaxValue;
    private const int MostPerLabels = 255;
    private const byte Intel = 84;
    private const sbyte Text = -1,
        Integer = 2,
        Real = 4;

    private readonly MemoryStream _bytes = new();
    private readonly long _first; // from 1
    private readonly Dictionary<string, long> _places = [];
    private string _group = ""; // that parameters are written for

    /// <param name="labels">The names of the points.</param>
    /// <param name="rate">Frames per second.</param>
    /// <param name="firstFrame">The first frame's number, from 0.</param>
    public C3dHeader(IReadOnlyList<string> labels, double rate, long firstFrame)
    {
        _first = firstFrame + 1;
        _bytes.Write(new byte[Block + 4]);
        WriteGroup(1, "POINT");
        Write(1, "USED", Integer, [], Word(labels.Count));
        Write(1, "SCALE", Real, [], Float(-1)); // negative: real numbers
        Write(1, "RATE", Real, [], Float(rate));
        Write(1, "DATA_START", Integer, [], Word(0));
        Write(1, "FRAMES", Integer, [], Word(0));
        for (var part = 0; part * MostPerLabels < labels.Count; part++)
            WriteTexts(1, part == 0 ? "LABELS" : $"LABELS{part + 1}", [.. labels.Skip(part * MostPerLabels).Take(MostPerLabels)]);
        Write(1, "UNITS", Text, [2], "mm"u8.ToArray());
        Write(1, "X_SCREEN", Text, [2], "+Z"u8.ToArray());
        Write(1, "Y_SCREEN", Text, [2], "+Y"u8.ToArray());
        WriteGroup(2, "ANALOG");
        Write(2, "USED", Integer, [], Word(0));
        Write(2, "GEN_SCALE", Real, [], Float(1));
        Write(2, "RATE", Real, [], Float(0));
        WriteGroup(3, "TRIAL");
        Write(3, "ACTUAL_START_FIELD", Integer, [2], [.. Word((int)(_first & 0xFFFF)), .. Word((int)(_first >> 16))]);
        Write(3, "ACTUAL_END_FIELD", Integer, [2], new byte[4]);
        Write(3, "CAMERA_RATE", Real, [], Float(rate));
        WriteGroup(4, "FORCE_PLATFORM");
        Write(4, "USED", Integer, [], Word(0));
        _bytes.Write(new byte[2]); // the end of the parameters
        _bytes.Write(new byte[(Block - (_bytes.Length % Block)) % Block]);
        Bytes = _bytes.ToArray();
        Complete(labels.Count, rate);
    }

    /// <summary>The blocks before the frames, which say that there are none.</summary>
    public byte[] Bytes { get; }

    /// <summary>The bytes that say how many frames there are, each with its place in the file.</summary>
    public IEnumerable<(long At, byte[] Bytes)> Counts(long frames)
    {
        // the header counts from 1 where its numbers would not fit, as if it were cut
        var last = _first + frames - 1;
        var fits = last <= MostInWord;
        yield return (6, Word(fits ? (int)_first : 1));
        yield return (8, Word(fits ? (int)last : (int)Math.Min(MostInWord, frames)));
        yield return (_places["POINT:FRAMES"], Word((int)Math.Min(MostInWord, frames)));
        yield return (_places["TRIAL:ACTUAL_END_FIELD"], [.. Word((int)(last & 0xFFFF)), .. Word((int)(last >> 16))]);
    }

    private void Complete(int points, double rate)
    {
        var blocks = (Bytes.Length / Block) - 1;
        new byte[] { 2, 0x50 }.CopyTo(Bytes, 0);
        Word(points).CopyTo(Bytes, 2);
        Word(10).CopyTo(Bytes, 10); // the longest gap that was filled, as is usual
        Float(-1).CopyTo(Bytes, 12);
        Word(blocks + 2).CopyTo(Bytes, 16); // the block in which the frames begin, from 1
        Float(rate).CopyTo(Bytes, 20);
        new byte[] { 1, 0x50, (byte)blocks, Intel }.CopyTo(Bytes, Block);
        Word(blocks + 2).CopyTo(Bytes, _places["POINT:DATA_START"]);
        foreach (var (at, bytes) in Counts(0))
            bytes.CopyTo(Bytes, at);
    }

    private void WriteGroup(int number, string name)
    {
        _group = name;
        _bytes.Write([(byte)name.Length, (byte)-number]);
        _bytes.Write(Encoding.ASCII.GetBytes(name));
        _bytes.Write([.. Word(3), 0]); // to the next one; no description
    }

    private void Write(int group, string name, sbyte type, byte[] dimensions, byte[] data)
    {
        _bytes.Write([(byte)name.Length, (byte)group]);
        _bytes.Write(Encoding.ASCII.GetBytes(name));
        _bytes.Write(Word(2 + 2 + dimensions.Length + data.Length + 1));
        _bytes.Write([(byte)type, (byte)dimensions.Length, .. dimensions]);
        _places[$"{_group}:{name}"] = _bytes.Length;
        _bytes.Write(data);
        _bytes.WriteByte(0); // no description
    }

    private void WriteTexts(int group, string name, IReadOnlyList<string> texts)
    {
        var width = texts.Max(text => text.Length);
        Write(group, name, Text, [(byte)width, (byte)texts.Count], [.. texts.SelectMany(text => Encoding.ASCII.GetBytes(text.PadRight(width)))]);
    }

    private static byte[] Word(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Float(double value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        return bytes;
    }
}
