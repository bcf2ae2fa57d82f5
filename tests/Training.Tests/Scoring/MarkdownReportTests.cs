using StreamLift.Poses.Scoring;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Score_report_in_Markdown_has_every_table_with_as_many_cells_a_row()
    {
        var sigma = new SigmaTable();
        sigma.Add([.. Enumerable.Repeat(20f, 17)], Pose(10), Pose(11));
        var result = new ScoreResult("a|b<c@123", "data & more", Table(), [(0, Table()), (2.5f, Table())])
        {
            Sigma = sigma,
            Hidden = [new HiddenJointsScore(0, Table(), sigma), new HiddenJointsScore(1, Table(), null)],
        };

        var lines = MarkdownReport.Markdown(result).Split('\n');

        Assert.Equal("# a\\|b\\<c@123", lines[0]);
        Assert.Equal(
            ["By action", "Error by joint, mm", "PCK: share of joints within a distance", "By noise on the 2D keypoints, mm"],
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Take(4).Select(line => line[3..])
        );
        Assert.Contains(FormattableString.Invariant($"| mean over actions | {Table().Protocol1:0.00} | {Table().Protocol2:0.00} |"), string.Concat(lines));
        Assert.Contains(lines, line => line.StartsWith("| RWrist | ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("| 2.5 | ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("| 1 | ", StringComparison.Ordinal) && line.EndsWith(" – | – |", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("| 20 | 20.00 | ", StringComparison.Ordinal));
        var cells = 0;
        foreach (var line in lines)
        {
            var columns = line.StartsWith('|') ? line.Split('|').Length : 0;
            Assert.True(cells == 0 || columns == 0 || columns == cells, line);
            cells = columns;
        }
    }

    private static ScoreTable Table()
    {
        var table = new ScoreTable();
        table.Add("Walking 1", Pose(10), Pose(11));
        return table;
    }

    private static float[] Pose(int size) => [.. Enumerable.Range(0, 51).Select(i => i < 3 ? 0f : i * size)];
}
