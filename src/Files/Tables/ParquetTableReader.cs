using Parquet;
using Parquet.Schema;
using StreamLift.Poses;

namespace StreamLift.Files.Tables;

/// <summary>Reads a table of <see cref="ParquetTable"/>.</summary>
internal static class ParquetTableReader
{
    private const int MostRows = 50_000_000; // of a group

    /// <summary>The rows, and what holds for all; null: the file does not say.</summary>
    /// <exception cref="InvalidDataException">Another table, or a damaged file.</exception>
    public static (TableFacts? Facts, IReadOnlyList<MotionRow> Rows) Read(string path)
    {
        try
        {
            return ReadAsync(path).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not OutOfMemoryException and not InvalidDataException and not UnauthorizedAccessException)
        {
            throw new InvalidDataException($"it is damaged, or no Parquet file: {OneLine.Of(e.Message, 160)}");
        }
    }

    private static async Task<(TableFacts?, IReadOnlyList<MotionRow>)> ReadAsync(string path)
    {
        await using var reader = await ParquetReader.CreateAsync(path);
        var fields = reader.Schema.DataFields.ToDictionary(field => field.Name);
        var columns = TableColumns.Of(fields.Keys.ToHashSet());
        string[] needed = [.. TableColumns.Keys, .. columns.Numbers, .. columns.Letters];
        if (needed.FirstOrDefault(name => !fields.ContainsKey(name)) is { } missing)
            throw new InvalidDataException($"it lacks the column {missing}");
        var facts = reader.CustomMetadata.TryGetValue(TableFacts.Key, out var text) ? TableFacts.Read(text).Facts : null;
        var rows = new List<MotionRow>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var part = reader.OpenRowGroupReader(group);
            await Read(part, fields, columns, rows);
        }
        return (facts, rows);
    }

    private static async Task Read(ParquetRowGroupReader group, Dictionary<string, DataField> fields, TableColumns columns, List<MotionRow> rows)
    {
        if (group.RowCount is < 0 or > MostRows)
            throw new InvalidDataException($"a group of it claims {group.RowCount:N0} rows");
        var n = (int)group.RowCount;
        var times = await Numbers<double>(group, fields[TableColumns.Time], n);
        var sources = await Texts(group, fields[TableColumns.Source], n);
        var spaces = await Texts(group, fields[TableColumns.Space], n);
        var frames = await Numbers<long>(group, fields[TableColumns.Frame], n);
        var people = await Numbers<long>(group, fields[TableColumns.Person], n);
        var numbers = new float[columns.Numbers.Count][];
        for (var column = 0; column < numbers.Length; column++)
            numbers[column] = await Numbers<float>(group, fields[columns.Numbers[column]], n);
        var letters = new string[columns.Letters.Count][];
        for (var letter = 0; letter < letters.Length; letter++)
            letters[letter] = await Texts(group, fields[columns.Letters[letter]], n);
        var values = new float[numbers.Length];
        for (var i = 0; i < n; i++)
        {
            for (var column = 0; column < numbers.Length; column++)
                values[column] = numbers[column][i];
            var row = columns.Row(values);
            (row.Ms, row.Source, row.Space, row.Frame, row.Person) = (times[i], sources[i], SpaceName.Parse(spaces[i]), frames[i], people[i]);
            if (!double.IsFinite(row.Ms))
                throw new InvalidDataException($"row {rows.Count:N0} has no time");
            for (var letter = 0; letter < letters.Length; letter++)
                row.Origin[letter] = letters[letter][i] is ['t' or 'l' or 'p'] one ? (byte)one[0] : (byte)0;
            rows.Add(row);
        }
    }

    private static async Task<T[]> Numbers<T>(ParquetRowGroupReader group, DataField field, int rows)
        where T : struct
    {
        if (field.ClrType != typeof(T) || field.IsNullable)
            throw new InvalidDataException(
                $"column {OneLine.Of(field.Name)} is of another type: {field.ClrType.Name}{(field.IsNullable ? ", with nulls" : "")}"
            );
        var values = new T[rows];
        await group.ReadAsync<T>(field, values);
        return values;
    }

    private static async Task<string[]> Texts(ParquetRowGroupReader group, DataField field, int rows)
    {
        if (field.ClrType != typeof(string) && field.ClrType != typeof(ReadOnlyMemory<char>))
            throw new InvalidDataException($"column {OneLine.Of(field.Name)} is of another type: {field.ClrType.Name}");
        var values = new string?[rows];
        await group.ReadAsync(field, values.AsMemory());
        return [.. values.Select(text => text ?? "")];
    }
}
