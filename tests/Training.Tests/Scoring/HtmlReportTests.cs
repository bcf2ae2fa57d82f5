using System.Xml.Linq;
using StreamLift.Poses;
using StreamLift.Poses.Scoring;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

public sealed class HtmlReportTests
{
    [Fact]
    public void Score_report_page_is_self_contained_and_shows_table_bars_and_curves()
    {
        var page = HtmlReport.Html(new ScoreResult("a<b@123", "data & more", Table(), [(0, Table()), (5, Table())]));
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
        Assert.Contains("a&lt;b@123", page, StringComparison.Ordinal);
        Assert.Contains("<td>Walking<td>", page, StringComparison.Ordinal);
        Assert.Contains("RWrist", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.Equal(2, page.Split("<polyline").Length - 1);
    }

    [Fact]
    public void Score_report_charts_are_well_formed_with_zeros_and_NaN()
    {
        foreach (
            var chart in (string[])
                [
                    SvgCharts.Bars(["a", "b<"], [1, double.NaN]),
                    SvgCharts.Bars(["a"], [0]),
                    SvgCharts.Curve([(0, 1), (5, double.NaN), (10, 3)], "px", "mm", 3),
                    SvgCharts.Curve([(0, 0)], "px", "mm", double.NaN),
                ]
        )
            Assert.Equal("svg", XDocument.Parse(chart).Root!.Name.LocalName);
    }

    [Fact]
    public void Score_JSON_with_noise_adds_a_row_for_each_noise_level()
    {
        var json = new ScoreResult("a", "b", Table(), [(5, Table())]).ToJson();
        Assert.StartsWith("{\"protocol1\":", json, StringComparison.Ordinal);
        Assert.Contains("\"noise\":[{\"sigma\":5,\"protocol1\":", json, StringComparison.Ordinal);
    }

    private static ScoreTable Table()
    {
        var table = new ScoreTable();
        table.Add("Walking 1", [.. Enumerable.Range(0, 51).Select(i => i < 3 ? 0f : i * 10)], [.. Enumerable.Range(0, 51).Select(i => i < 3 ? 0f : i * 11)]);
        return table;
    }
}
