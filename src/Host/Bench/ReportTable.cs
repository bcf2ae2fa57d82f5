using Spectre.Console;

namespace StreamLift.Host.Bench;

/// <summary>A table: drawn on a terminal, Markdown otherwise.</summary>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Writes the table.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        if (console.Profile.Out.IsTerminal)
            console.Write(Drawn());
        else
            console.Profile.Out.Writer.WriteLine(ToMarkdown());
    }

    /// <summary>The table as Markdown.</summary>
    public string ToMarkdown() =>
        string.Join(
            '\n',
            [Title, "", Line(Headings), $"|{string.Concat(Headings.Select((_, column) => column == 0 ? "---|" : "---:|"))}", .. Rows.Select(Line), ""]
        );

    private Table Drawn()
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(Title));
        for (var column = 0; column < Headings.Count; column++)
            table.AddColumn(column == 0 ? new TableColumn(Markup.Escape(Headings[column])) : new TableColumn(Markup.Escape(Headings[column])).RightAligned());
        foreach (var row in Rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
