using Spectre.Console;
using Spectre.Console.Rendering;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Demo;

/// <summary>
/// A report as two tables: throughput and latency, and the error by camera and activity. At most 77 columns: the cursor stays at the end of the last line,
/// and a terminal of 80 columns needs room there to echo ^C. A wrapped line would shift the final table.
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
        var table = Columns(9, ["error mm", .. ErrorTable.Activities.Select(activity => Heading(activity.ToString(), activity == report.Activity)), "all"]);
        for (var camera = 0; camera < SyntheticScene.Cameras; camera++)
            table.AddRow(Row(report, SyntheticScene.CameraName(camera), camera));
        return table.AddRow(Row(report, "all", null));
    }

    private static string[] Row(DemoReport report, string name, int? camera) =>
        [
            name,
            .. ErrorTable.Activities.Select(activity => NumberFormat.Of(report.Errors.Of(camera, activity), 1)),
            NumberFormat.Of(report.Errors.Of(camera), 1),
        ];

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

    private static string Heading(string activity, bool isNow) => isNow ? $"[green]{activity.ToLowerInvariant()}[/]" : activity.ToLowerInvariant();
}
