using StreamLift.Poses;

namespace StreamLift.Datasets.Cdf;

/// <summary>
/// Reads files in NASA's Common Data Format, as far as Human3.6M's download uses it: a single file of version 2.6 to 3, uncompressed or with gzip for
/// the file or for variables, IEEE numbers in either byte order, row or column majority. Each error becomes one line that names the file.
/// </summary>
internal static class CdfFile
{
    private const long Largest = 1L << 30;
    private const int MostVariables = 10_000;
    private const int MostDimensions = 10; // the limit of CDF

    /// <summary>All numbers of a variable.</summary>
    /// <exception cref="ConfigurationException">The file is missing, can't be read, is damaged, or lacks the variable.</exception>
    public static CdfArray Read(string path, string variable)
    {
        try
        {
            if (new FileInfo(path) is { Length: > Largest } large)
                throw new InvalidDataException($"the file has {large.Length:N0} bytes, which is too large");
            var bytes = new CdfBytes(File.ReadAllBytes(path));
            return Find(bytes, variable, new FileInfo(path).Length).Read();
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} can't be read: {OneLine.Of(e.Message, 400)}");
        }
    }

    private static CdfVariable Find(CdfBytes bytes, string name, long fileSize)
    {
        var file = bytes.First();
        var (encoding, flags) = (file.Integer(1, 2), file.Integer(1, 3));
        if ((flags & 2) == 0)
            throw new InvalidDataException("the variables are in separate files, which is not supported");
        var global = bytes.Record(file.Offset(0), CdfRecord.Global);
        var names = new List<string>();
        foreach (var at in (long[])[global.Offset(1), global.Offset(0)])
        foreach (var descriptor in Chain(bytes, at))
        {
            // The fields before the name: next; type, last record; first and last index; 7 numbers; compression; blocking.
            names.Add(descriptor.Name(4, 10));
            if (names[^1] == name)
                return new CdfVariable(
                    descriptor,
                    Dimensions(descriptor, global),
                    CdfNumbers.Of(descriptor.Integer(1, 0), encoding),
                    (flags & 1) != 0,
                    fileSize
                );
        }
        throw new InvalidDataException(
            $"the file has no variable {name}; its variables are: {(names.Count == 0 ? "none" : string.Join(", ", names.Take(10)))}"
        );
    }

    private static IEnumerable<CdfRecord> Chain(CdfBytes bytes, long at)
    {
        for (var left = MostVariables; at > 0; left--)
        {
            if (left == 0)
                throw new InvalidDataException("the chain of variables is a loop without an end");
            var descriptor = bytes.Record(at, CdfRecord.ZVariable, CdfRecord.RVariable);
            yield return descriptor;
            at = descriptor.Offset(0);
        }
    }

    // A z variable has its own dimensions after its name, an r variable has those of the file. Both list the dimensions in which they vary.
    private static int[] Dimensions(CdfRecord descriptor, CdfRecord global)
    {
        if (descriptor.Integer(3, 7) != 1)
            throw new InvalidDataException($"the variable has {descriptor.Integer(3, 7)} elements per value; only 1 is supported");
        var after = 10 + (descriptor.Bytes.NameLength / 4);
        var isOwn = descriptor.Type == CdfRecord.ZVariable;
        var count = isOwn ? descriptor.Integer(4, after) : global.Integer(4, 3);
        if (count is < 0 or > MostDimensions)
            throw new InvalidDataException($"the variable has {count} dimensions");
        var shape = new int[count];
        for (var i = 0; i < count; i++)
        {
            shape[i] = isOwn ? descriptor.Integer(4, after + 1 + i) : global.Integer(5, 8 + i);
            var varies = descriptor.Integer(4, after + i + (isOwn ? 1 + count : 0)) != 0;
            if (shape[i] <= 0 || !varies)
                throw new InvalidDataException($"the variable has a dimension of {shape[i]}{(varies ? "" : " in which it does not vary")}");
        }
        return shape;
    }
}
