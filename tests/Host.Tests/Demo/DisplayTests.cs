using Spectre.Console;
using StreamLift.Host.Demo;
using StreamLift.Host.Demo.Display;

namespace StreamLift.Host.Tests.Demo;

public class DisplayTests
{
    [Fact]
    public void Demo_table_fits_77_columns_without_truncating_a_figure()
    {
        var text = Render(Reports.Wide());
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 77));
        Assert.DoesNotContain("…", text);
        foreach (
            var figure in (string[])
                [
                    "86400 s",
                    "4,000",
                    "256.4",
                    "12,346",
                    "98,765",
                    "124.9",
                    "camera-1",
                    "camera-4",
                    "person 1",
                    "person 2",
                    "both",
                    "123.4",
                    "126.4",
                    "111.1",
                    "222.2",
                    "223.2",
                    "222.7",
                ]
        )
            Assert.Contains(figure, text);
    }

    [Fact]
    public void Demo_display_shows_no_NaN_for_unmeasured_figures()
    {
        Assert.DoesNotContain("NaN", Render(Reports.Empty()));
        Assert.DoesNotContain("NaN", LineDisplay.Line(Reports.Empty()));
    }

    [Fact]
    public async Task Demo_line_output_aligns_values_under_their_headings()
    {
        var output = new StringWriter();
        await new LineDisplay(output).ShowAsync(Once(Reports.Wide() with { Elapsed = TimeSpan.FromSeconds(12) }));
        var lines = output.ToString().Split(Environment.NewLine);
        Assert.Equal(lines[0].Length, lines[1].Length);
        Assert.InRange(lines[0].Length, 0, 80);
        Assert.Equal(lines[0].IndexOf("error mm", StringComparison.Ordinal) + 8, lines[1].IndexOf("124.9", StringComparison.Ordinal) + 5);
        Assert.EndsWith("222.7", lines[1]);
    }

    [Fact]
    public void Demo_summary_names_missing_and_doubled_frames_within_80_columns()
    {
        var lines = DemoSummary.Of(Reports.Wide() with { InFlight = 7, Duplicates = 2 }).ToList();
        Assert.Contains("7 missing, 2 duplicates", lines[0]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(lines, line => line.Contains("together   111.1 mm from the hip, 222.7 mm in the room; 1 instant, 2 tracks"));
    }

    [Fact]
    public void Demo_summary_says_when_the_demo_stopped_before_the_first_frame() =>
        Assert.Equal("stopped before the first frame", Assert.Single(DemoSummary.Of(Reports.Empty())));

    private static string Render(DemoReport report)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = 80;
        console.Profile.Capabilities.Unicode = true;
        console.Write(DemoTable.Of(report));
        return output.ToString();
    }

    private static async IAsyncEnumerable<DemoReport> Once(DemoReport report)
    {
        await Task.CompletedTask;
        yield return report;
    }
}
