namespace StreamLift.Tests;

/// <summary>The tables of docs/inputs.md: every format with an example, the command, and the test that covers it.</summary>
internal static class InputsTable
{
    /// <summary>The rows below a heading; all rows for null.</summary>
    public static IReadOnlyList<InputsRow> Rows(string? heading = null)
    {
        var (rows, current) = (new List<InputsRow>(), "");
        foreach (var line in File.ReadLines(Path.Combine(SharedData.RepositoryRoot, "docs", "inputs.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                current = line[3..];
            if (!line.StartsWith("| ", StringComparison.Ordinal) || heading is not null && current != heading)
                continue;
            // a bar within code is written \|
            var cells = line.Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|').Select(cell => cell.Replace('\u0001', '|').Trim()).ToList();
            if (cells.Count == 6 && cells[1] != "format")
                rows.Add(new InputsRow(current, cells[1], cells[2].Trim('`'), cells[3].Trim('`'), cells[4].Trim('`')));
        }
        return rows;
    }
}

/// <summary>A row of docs/inputs.md.</summary>
/// <param name="Heading">The heading above its table.</param>
/// <param name="Format">The format's name.</param>
/// <param name="Example">A line of such a file or record.</param>
/// <param name="Command">The command, without brokers and topics.</param>
/// <param name="Test">The class of the test that covers it.</param>
internal sealed record InputsRow(string Heading, string Format, string Example, string Command, string Test);
