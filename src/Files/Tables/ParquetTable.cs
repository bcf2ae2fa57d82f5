using Parquet;
using Parquet.Schema;

namespace StreamLift.Files.Tables;

/// <summary>The table as a Parquet file, with the columns of <see cref="TableColumns"/>: doubles, texts, 64-bit integers, floats (NaN: not known).</summary>
internal static class ParquetTable
{
    private const int RowGroup = 100_000;

    public static void Write(Stream stream, IReadOnlyList<MotionRow> rows, TableColumns columns, RecordingInfo info) =>
        WriteAsync(stream, rows, columns, info).GetAwaiter().GetResult();

    private static async Task WriteAsync(Stream stream, IReadOnlyList<MotionRow> rows, TableColumns columns, RecordingInfo info)
    {
        DataField[] keys =
        [
            new DataField<double>(TableColumns.Time),
            new DataField(TableColumns.Source, typeof(string), isNullable: false),
            new DataField(TableColumns.Space, typeof(string), isNullable: false),
            new DataField<long>(TableColumns.Frame),
            new DataField<long>(TableColumns.Person),
        ];
        DataField[] numbers = [.. columns.Numbers.Select(name => new DataField<float>(name))];
        DataField[] letters = [.. columns.Letters.Select(name => new DataField(name, typeof(string), isNullable: false))];
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema((Field[])[.. keys, .. numbers, .. letters]), stream);
        writer.CustomMetadata = new Dictionary<string, string> { [TableFacts.Key] = TableFacts.Text(info, columns, rows.Select(row => row.Source).Distinct()) };
        foreach (var part in rows.Chunk(RowGroup))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<double>(keys[0], part.Select(row => row.Ms).ToArray());
            await group.WriteAsync(keys[1], part.Select(row => row.Source).ToArray());
            await group.WriteAsync(keys[2], part.Select(row => SpaceName.Of(row.Space)).ToArray());
            await group.WriteAsync<long>(keys[3], part.Select(row => row.Frame).ToArray());
            await group.WriteAsync<long>(keys[4], part.Select(row => row.Person).ToArray());
            var byColumn = ByColumn(part, columns);
            for (var column = 0; column < numbers.Length; column++)
                await group.WriteAsync<float>(numbers[column], byColumn[column]);
            for (var letter = 0; letter < letters.Length; letter++)
                await group.WriteAsync(letters[letter], part.Select(row => row.Origin[letter] == 0 ? "" : $"{(char)row.Origin[letter]}").ToArray());
        }
    }

    private static float[][] ByColumn(MotionRow[] rows, TableColumns columns)
    {
        var byColumn = columns.Numbers.Select(_ => new float[rows.Length]).ToArray();
        var numbers = new float[byColumn.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            columns.Fill(rows[row], numbers);
            for (var column = 0; column < numbers.Length; column++)
                byColumn[column][row] = numbers[column];
        }
        return byColumn;
    }
}
