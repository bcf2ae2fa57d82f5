using Spectre.Console;

namespace StreamLift.Host.Demo.Display;

/// <summary>A table that is redrawn every second, for a terminal.</summary>
internal sealed class TableDisplay(IAnsiConsole console) : IDemoDisplay
{
    /// <inheritdoc/>
    public void WriteLine(string line) => console.MarkupLineInterpolated($"{line}");

    /// <inheritdoc/>
    public Task ShowAsync(IAsyncEnumerable<DemoReport> reports) =>
        console
            .Live(new Text(""))
            .StartAsync(async screen =>
            {
                await foreach (var report in reports.ConfigureAwait(false))
                {
                    screen.UpdateTarget(DemoTable.Of(report));
                    screen.Refresh();
                }
            });
}
