using System.Text;
using StreamLift.Poses;

namespace StreamLift.Datasets.Markers;

/// <summary>The parameters of a C3D file: by group and name, such as POINT:LABELS.</summary>
internal sealed class C3dParameters
{
    private const int Block = 512;
    private const int MostPerLabels = 255;

    private readonly Dictionary<string, (sbyte Type, int Width, ArraySegment<byte> Data)> _byName = new(StringComparer.OrdinalIgnoreCase);

    private C3dParameters(C3dNumbers numbers) => Numbers = numbers;

    public C3dNumbers Numbers { get; }

    /// <param name="bytes">The file.</param>
    /// <param name="at">Where the parameters begin.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static C3dParameters Read(byte[] bytes, int at)
    {
        if (at + Block > bytes.Length)
            throw new InvalidDataException("its parameters begin outside the file");
        var parameters = new C3dParameters(new C3dNumbers(bytes[at + 3]));
        var (groups, found) = (new Dictionary<int, string>(), new List<(int Group, string Name, int At)>());
        // The number of blocks in the header is often too small, so the chain of records counts. Some files have no end of the chain, which then runs into
        // the data: what does not fit there is passed over.
        var stated = at + (Block * Math.Max(1, (int)bytes[at + 2]));
        at += 4;
        while (at + 4 < bytes.Length && bytes[at] != 0)
        {
            var (length, group) = (Math.Abs((int)(sbyte)bytes[at]), (sbyte)bytes[at + 1]);
            var offsetAt = at + 2 + length;
            if (offsetAt + 2 > bytes.Length)
                break;
            var name = Encoding.ASCII.GetString(bytes, at + 2, length).Trim();
            var offset = parameters.Numbers.Word(bytes, offsetAt);
            if (group < 0)
                groups[-group] = name;
            else
                found.Add((group, name, offsetAt + 2));
            if (offset == 0)
                break;
            at = offsetAt + offset;
        }
        foreach (var (group, name, content) in found)
            if (groups.TryGetValue(group, out var of) && !parameters.TryAdd($"{of}:{name}", bytes, content) && content < stated)
                throw new InvalidDataException($"parameter {OneLine.Of($"{of}:{name}")} goes beyond the file");
        return parameters;
    }

    /// <summary>The names of the points; LABELS2 and so on follow LABELS, which holds at most 255. Points without a name are called point1 and so on.</summary>
    public IReadOnlyList<string> Labels(int points)
    {
        var names = new List<string>();
        for (
            var part = 1;
            names.Count < points && Texts("POINT:LABELS" + (part == 1 ? "" : $"{part}"), points) is { Count: > 0 } more && part <= MostPerLabels;
            part++
        )
            names.AddRange(more);
        for (var i = 0; i < points; i++)
            if (i >= names.Count)
                names.Add($"point{i + 1}");
            else if (names[i].Length == 0)
                names[i] = $"point{i + 1}";
        return WithoutPrefix(names[..points]);
    }

    // "Matt:LASI": Vicon puts the subject before each label.
    private static List<string> WithoutPrefix(List<string> names)
    {
        var prefix = names
            .Select(name => name[..(name.IndexOf(':') + 1)])
            .Where(before => before.Length > 1)
            .GroupBy(before => before)
            .FirstOrDefault(same => same.Count() > names.Count / 2)
            ?.Key;
        return prefix is null ? names : names.ConvertAll(name => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name);
    }

    /// <summary>The first text of a parameter; null: none.</summary>
    public string? Text(string group, string name) => Texts($"{group}:{name}", 1) is [var text, ..] ? text : null;

    /// <summary>The first number of a parameter; 0: none.</summary>
    public int Integer(string group, string name)
    {
        if (!_byName.TryGetValue($"{group}:{name}", out var found))
            return 0;
        return found.Type switch
        {
            1 when found.Data.Count >= 1 => found.Data[0],
            2 when found.Data.Count >= 2 => Numbers.Word(found.Data, 0),
            4 when found.Data.Count >= 4 && Numbers.Float(found.Data, 0) is >= 0 and < int.MaxValue and var number => (int)number,
            _ => 0,
        };
    }

    /// <summary>The 16-bit numbers of a parameter, without sign; null: none.</summary>
    public int[]? Words(string group, string name) =>
        _byName.TryGetValue($"{group}:{name}", out var found) && found.Type == 2
            ? [.. Enumerable.Range(0, found.Data.Count / 2).Select(i => Numbers.Word(found.Data, 2 * i))]
            : null;

    private List<string> Texts(string name, int most)
    {
        if (!_byName.TryGetValue(name, out var found) || found.Type != -1 || found.Width == 0)
            return [];
        return
        [
            .. Enumerable
                .Range(0, Math.Min(most, found.Data.Count / found.Width))
                .Select(i => Encoding.Latin1.GetString(found.Data.Slice(i * found.Width, found.Width)).TrimEnd('\0', ' ').TrimStart()),
        ];
    }

    private bool TryAdd(string name, byte[] bytes, int at)
    {
        var (type, dimensions) = at + 2 > bytes.Length ? ((sbyte)0, byte.MaxValue) : ((sbyte)bytes[at], bytes[at + 1]);
        if (at + 2 + dimensions > bytes.Length)
            return false;
        var size = (long)Math.Abs((int)type);
        foreach (var length in bytes.AsSpan(at + 2, dimensions))
            size = Math.Min(int.MaxValue, size * length);
        if (at + 2 + dimensions + size > bytes.Length)
            return false;
        // The first of those with the same name: Vicon writes Bodymass and BodyMass.
        _byName.TryAdd(name, (type, dimensions > 0 ? bytes[at + 2] : 0, new ArraySegment<byte>(bytes, at + 2 + dimensions, (int)size)));
        return true;
    }
}
