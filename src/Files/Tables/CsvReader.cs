using System.Globalization;
using System.Text;
using StreamLift.Files.Records;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tables;

/// <summary>Reads a table of <see cref="CsvWriter"/>. Columns may be in any order; others are passed over with a note.</summary>
/// <param name="path">The file.</param>
internal sealed class CsvReader(string path)
{
    private const int LongestLine = 1 << 22;

    private readonly List<string> _notes = [];

    /// <summary>What the user should know. More may come until the last row has been read.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The rows.</summary>
    /// <exception cref="InvalidDataException">Another table, or a damaged one. The message has the line.</exception>
    public IEnumerable<MotionRow> Rows()
    {
        using var file = new LineReader(path, LongestLine);
        if (!file.TryRead(out var header, out _))
            throw new InvalidDataException("the file is empty");
        var names = Cells(Text(header).TrimStart('\uFEFF'));
        var places = names.Index().GroupBy(name => name.Item).ToDictionary(same => same.Key, same => same.First().Index);
        var columns = Check(places);
        int[] numbers = [.. columns.Numbers.Select(name => places[name])];
        int[] letters = [.. columns.Letters.Select(name => places.GetValueOrDefault(name, -1))];
        var values = new float[numbers.Length];
        for (var line = 2L; file.TryRead(out var bytes, out var isWhole); line++)
        {
            var cells = Cells(Text(bytes));
            if (cells.Count == 1 && cells[0].Length == 0)
                continue;
            if (cells.Count < names.Count && !isWhole)
            {
                _notes.Add($"line {line:N0} is left out: it is cut off");
                yield break;
            }
            if (cells.Count != names.Count)
                throw new InvalidDataException($"line {line:N0} has {cells.Count:N0} cells; the first line has {names.Count:N0}");
            for (var i = 0; i < numbers.Length; i++)
                values[i] = Number(cells[numbers[i]], line);
            var row = columns.Row(values);
            row.Ms = Time(cells[places[TableColumns.Time]], line);
            row.Source = places.TryGetValue(TableColumns.Source, out var source) ? cells[source] : Path.GetFileNameWithoutExtension(path);
            row.Space = places.TryGetValue(TableColumns.Space, out var space) ? SpaceName.Parse(cells[space]) : MotionSpace.World;
            row.Frame = places.TryGetValue(TableColumns.Frame, out var frame) ? Whole(cells[frame], line) : line - 2;
            row.Person = places.TryGetValue(TableColumns.Person, out var person) ? Whole(cells[person], line) : 0;
            for (var joint = 0; joint < letters.Length; joint++)
                if (letters[joint] >= 0 && cells[letters[joint]] is [('t' or 'l' or 'p') and var letter])
                    row.Origin[joint] = (byte)letter;
            yield return row;
        }
    }

    private TableColumns Check(Dictionary<string, int> places)
    {
        string[] needed = [TableColumns.Time, .. new TableColumns(false, false, null).Numbers];
        if (needed.Where(name => !places.ContainsKey(name)).ToList() is { Count: > 0 } missing)
            throw new InvalidDataException(
                $"its first line lacks {(missing.Count == 1 ? "the column" : $"{missing.Count} columns:")} {string.Join(", ", missing.Take(3))}"
                    + (missing.Count > 3 ? " …" : "")
            );
        var columns = TableColumns.Of(places.Keys.ToHashSet());
        var sigma = Skeletons.H36m17.Joints.Count(joint => places.ContainsKey($"{joint}_sigma"));
        if (columns.Sigma && sigma < Skeletons.H36m17.Count)
            throw new InvalidDataException($"it has {sigma} columns …_sigma; {Skeletons.H36m17.Count} were expected, or none");
        var others = places.Keys.Except([.. TableColumns.Keys, .. columns.Numbers, .. columns.Letters]).ToList();
        if (others.Count > 0)
            _notes.Add($"{others.Count:N0} columns are passed over: {OneLine.Of(string.Join(", ", others.Take(5)), 200)}{(others.Count > 5 ? " …" : "")}");
        return columns;
    }

    private static string Text(byte[] line) => Encoding.UTF8.GetString(line).TrimEnd('\r');

    private static List<string> Cells(string line)
    {
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
            if (isQuoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(line[i]);
        cells.Add(cell.ToString());
        return cells;
    }

    private static float Number(string cell, long line)
    {
        if (cell.Length == 0 || cell.Equals("nan", StringComparison.OrdinalIgnoreCase))
            return float.NaN;
        return float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw None(cell, line);
    }

    private static double Time(string cell, long line) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw None(cell, line);

    private static long Whole(string cell, long line) =>
        long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw None(cell, line);

    private static InvalidDataException None(string cell, long line) => new($"line {line:N0}: '{OneLine.Of(cell, 20)}' is no number");
}
