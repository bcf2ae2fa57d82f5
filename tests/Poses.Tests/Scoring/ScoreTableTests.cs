using System.Globalization;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;

namespace StreamLift.Poses.Tests.Scoring;

public sealed class ScoreTableTests
{
    [Fact]
    public void Score_JSON_has_the_documented_fields()
    {
        var table = new ScoreTable();
        table.Add("Walking 1", Off(17), GoldenPoses.Truth);
        table.Add("Walking", Off(34), GoldenPoses.Truth);
        table.Add("Eating_2", Off(51), GoldenPoses.Truth);
        table.Missing("Eating 1", 3);
        table.Doubled(2);

        // Off(d) is one joint d mm off. Its share by protocol 2 is PoseErrorTests' business.
        double P2(float d) => Math.Round(PoseError.ProcrustesMpjpe(Off(d), GoldenPoses.Truth), 5);
        var walking = Math.Round((PoseError.ProcrustesMpjpe(Off(17), GoldenPoses.Truth) + PoseError.ProcrustesMpjpe(Off(34), GoldenPoses.Truth)) / 2, 5);
        var expected = """
            {"protocol1":2.25,"protocol2":TOTAL,"frames":3,"missing":3,"doubled":2,"joints":17,"actions":{
            "Eating":{"protocol1":3,"protocol2":EATING,"frames":1},
            "Walking":{"protocol1":1.5,"protocol2":WALKING,"frames":2}}}
            """.ReplaceLineEndings("").Replace("TOTAL", Text(table.Protocol2)).Replace("EATING", Text(P2(51))).Replace("WALKING", Text(walking));
        Assert.Equal(expected, table.ToJson());
        Assert.Equal((P2(51) + walking) / 2, table.Protocol2, 1e-5);
    }

    [Fact]
    public void Score_totals_are_means_over_actions_not_over_frames()
    {
        var table = new ScoreTable();
        for (var i = 0; i < 9; i++)
            table.Add("Long", Off(17), GoldenPoses.Truth);
        table.Add("Short", Off(51), GoldenPoses.Truth);

        Assert.Equal(2, table.Protocol1, 1e-6);
        Assert.Equal(10, table.Frames);
        Assert.Equal([("Long", 9), ("Short", 1)], table.Actions.Select(action => (action.Action, action.Frames)));
    }

    [Theory]
    [InlineData("Walking 1", "Walking")]
    [InlineData("Walking_12", "Walking")]
    [InlineData("Walking1", "Walking")]
    [InlineData("Walking", "Walking")]
    [InlineData("Take 2 Again", "Take 2 Again")]
    [InlineData("02_01", "02")]
    [InlineData("13", "13")]
    public void Score_action_is_the_take_name_without_its_trailing_number(string take, string action) => Assert.Equal(action, ScoreTable.ActionOf(take));

    [Fact]
    public void Score_without_frames_has_null_errors_not_0()
    {
        var table = new ScoreTable();
        table.Missing("Walking 1", 5);

        Assert.Equal("""{"protocol1":null,"protocol2":null,"frames":0,"missing":5,"doubled":0,"joints":17,"actions":{}}""", table.ToJson());
    }

    [Fact]
    public void Score_text_explains_its_figures_and_lists_missing_frames()
    {
        var table = new ScoreTable();
        table.Add("Walking 1", Off(17), GoldenPoses.Truth);
        table.Missing("Walking 1", 2);
        table.Missing("Eating", 0);

        var text = table.ToText();

        Assert.Matches(@"(?m)^Walking +1\.00 +\d\.\d\d +1$", text.ReplaceLineEndings("\n"));
        Assert.Matches(@"(?m)^mean over actions +1\.00 ", text);
        Assert.Contains("missing frames: 2, doubled: 0", text);
        Assert.Contains("missing of Walking: 2", text);
        Assert.DoesNotContain("Eating", text);
        Assert.Contains("17 joints of which the root is exactly 0", text);
    }

    private static string Text(double value) => Math.Round(value, 5).ToString(CultureInfo.InvariantCulture);

    private static float[] Off(float distance)
    {
        var pose = GoldenPoses.Truth.ToArray();
        pose[3 * Skeletons.H36m17.IndexOf("LKnee")] += distance;
        return pose;
    }
}
