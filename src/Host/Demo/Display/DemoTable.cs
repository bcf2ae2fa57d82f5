using Spectre.Console;
using Spectre.Console.Rendering;

namespace StreamLift.Host.Demo.Display;

/// <summary>
/// A report as two tables: throughput and latency, and the error by person of each camera and of all together. At most 77 columns: the cursor stays at
/// the end of the last line, and a terminal of 80 columns needs room there to echo ^C. A wrapped line would shift the final table.
/// </summary>
internal static class DemoTable
{
    public static IRenderable Of(DemoReport report) => new Rows(Flow(report), Errors(report));

    private static Table Flow(DemoReport report)
    {
        var (now, all) = (report.Now, report.Total);
        var table = Columns(8, $"{report.Elapsed.TotalSeconds:F0} s", "frames/s", "poses/s", "batch", "p50 ms", "p99 ms", "error mm");
        foreach (var (name, window) in ((string, DemoWindow)[])[("now", now), ("so far", all)])
        {
            table.AddRow(
                name,
                NumberFormat.Rate(window.Frames, window.Seconds),
                NumberFormat.Rate(window.Poses, window.Seconds),
                NumberFormat.Of(window.BatchSize, 1),
                NumberFormat.Milliseconds(window.P50),
                NumberFormat.Milliseconds(window.P99),
                NumberFormat.Of(window.Error, 1)
            );
        }

        return table;
    }

    private static Table Errors(DemoReport report)
    {
        var table = Columns(9, ["error mm", .. Enumerable.Range(1, DemoScene.People).Select(person => $"person {person}"), "both"]);
        for (var camera = 0; camera < DemoScene.Cameras; camera++)
            table.AddRow(Row(DemoScene.CameraName(camera), person => report.Errors.Of(camera, person)));
        return table
            .AddRow(Row("one camera", person => report.Errors.Of(null, person)))
            .AddRow(Row("all together", report.Room.Relative))
            .AddRow(Row("place in room", report.Room.Absolute));
    }

    private static string[] Row(string name, Func<int?, double> error) =>
        [name, .. Enumerable.Range(0, DemoScene.People).Select(person => NumberFormat.Of(error(person), 1)), NumberFormat.Of(error(null), 1)];

    private static Table Columns(int width, params IReadOnlyList<string> headings)
    {
        var table = new Table().Border(TableBorder.Rounded);
        for (var i = 0; i < headings.Count; i++)
        {
            var column = new TableColumn(headings[i]).NoWrap();
            table.AddColumn(i == 0 ? column : column.RightAligned().Width(width));
        }

        return table;
    }
}
