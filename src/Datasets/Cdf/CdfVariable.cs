namespace StreamLift.Datasets.Cdf;

/// <summary>A variable: the location of its records, and their values.</summary>
internal sealed class CdfVariable(CdfRecord descriptor, int[] shape, CdfNumbers numbers, bool rowMajor, long fileSize)
{
    // Deeper nesting of index records is a loop in a damaged file.
    private const int Deepest = 8;
    private const int CompressedFlag = 4;

    /// <summary>The number of records, then the dimensions.</summary>
    public int[] Shape { get; } = [checked(descriptor.Integer(1, 1) + 1), .. shape];

    // The largest number of index records that the file can contain. More of them are a loop.
    private long _indices = fileSize / 16;

    private long RecordSize => shape.Aggregate((long)numbers.Size, (size, length) => checked(size * length));

    /// <summary>All numbers, record by record.</summary>
    public CdfArray Read()
    {
        var total = RecordSize * Shape[0];
        if (Shape[0] < 0 || total < 0 || total > Array.MaxLength)
            throw new InvalidDataException($"the variable claims the shape ({string.Join(", ", Shape)})");
        SizeGuard.Check(total, fileSize, "the variable");
        var (values, isFilled) = (new byte[total], new bool[Shape[0]]);
        Fill(descriptor.Offset(1, 2), values, isFilled, 0);
        if (Array.IndexOf(isFilled, false) is >= 0 and var missing)
            throw new InvalidDataException($"the variable lacks record {missing} of {Shape[0]}");
        return Numbers(values);
    }

    // The fields of a VXR: next, entries, used entries, first records, last records, offsets.
    private void Fill(long at, byte[] values, bool[] isFilled, int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException("the index records of the variable are nested without an end");
        while (at > 0)
        {
            if (_indices-- == 0)
                throw new InvalidDataException("the chain of index records is a loop without an end");
            var index = descriptor.Bytes.Record(at, CdfRecord.Index);
            var (entries, used) = (index.Integer(1, 0), index.Integer(1, 1));
            if (used < 0 || used > entries)
                throw new InvalidDataException($"an index record uses {used} of {entries} entries");
            for (var i = 0; i < used; i++)
                Take(
                    index.Integer(1, 2 + i),
                    index.Integer(1, checked(2 + entries + i)),
                    index.Offset(1 + i, checked(2 + (2 * entries))),
                    values,
                    isFilled,
                    depth
                );
            at = index.Offset(0);
        }
    }

    private void Take(int first, int last, long at, byte[] values, bool[] isFilled, int depth)
    {
        var record = descriptor.Bytes.Record(at, CdfRecord.Values, CdfRecord.CompressedValues, CdfRecord.Index);
        if (record.Type == CdfRecord.Index)
        {
            Fill(at, values, isFilled, depth + 1);
            return;
        }
        if (first < 0 || last < first || last >= isFilled.Length)
            throw new InvalidDataException($"there are values of records {first} to {last}, but the variable has {isFilled.Length} records");
        // Duplicate values are refused, because a hostile file could use them to waste time.
        if (isFilled.AsSpan(first, last - first + 1).Contains(true))
            throw new InvalidDataException($"the values of records {first} to {last} are there twice");
        isFilled.AsSpan(first, last - first + 1).Fill(true);
        var into = values.AsSpan((int)(first * RecordSize), (int)((last - first + 1) * RecordSize));
        if (record.Type == CdfRecord.Values)
            Plain(record, into);
        else
            Packed(record, into);
    }

    private static void Plain(CdfRecord record, Span<byte> into)
    {
        var (at, length) = record.Rest(0, 0);
        if (length < into.Length)
            throw new InvalidDataException($"there are {length:N0} bytes of values; expected are {into.Length:N0}");
        record.Bytes.Span(at, into.Length).CopyTo(into);
    }

    private void Packed(CdfRecord record, Span<byte> into)
    {
        if ((descriptor.Integer(3, 2) & CompressedFlag) == 0)
            throw new InvalidDataException("there are compressed values of a variable that is not compressed");
        descriptor.Bytes.Record(descriptor.Offset(3, 9), CdfRecord.Compression).RequireGzip();
        var (size, (at, length)) = (record.Offset(0, 1), record.Rest(1, 1));
        if (size < 0 || size > length)
            throw new InvalidDataException($"there are {length:N0} bytes of compressed values; expected are {size:N0}");
        record.Bytes.Unpack((at, size), into);
    }

    private CdfArray Numbers(byte[] values)
    {
        var stored = new float[values.Length / numbers.Size];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = numbers.Read(values.AsSpan(i * numbers.Size));
        if (rowMajor)
            return new CdfArray(Shape, stored, stored);
        var (result, each) = (new float[stored.Length], (int)(RecordSize / numbers.Size));
        for (var i = 0; i < result.Length; i++)
            result[i] = stored[i - (i % each) + ColumnMajor(i % each)];
        return new CdfArray(Shape, result, stored);
    }

    private int ColumnMajor(int place)
    {
        var (at, stride) = (0, shape.Aggregate(1, (count, length) => count * length));
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            stride /= shape[axis];
            at += place % shape[axis] * stride;
            place /= shape[axis];
        }
        return at;
    }
}

/// <summary>The numbers of a variable.</summary>
/// <param name="Shape">The number of records, then the dimensions.</param>
/// <param name="Values">The numbers in C order: the last index varies fastest.</param>
/// <param name="Stored">The numbers in the order of the file, record by record.</param>
internal sealed record CdfArray(int[] Shape, float[] Values, float[] Stored);
