using System.Text.Json;
using StreamLift.Poses.Scoring;

namespace StreamLift.Poses.Tests;

/// <summary>The figures beside protocols 1 and 2.</summary>
public sealed class DetailsTests
{
    [Fact]
    public void N_MPJPE_of_a_uniformly_scaled_pose_is_0()
    {
        var truth = GoldenPoses.Truth.ToArray();
        Assert.Equal(0, PoseError.ScaledMpjpe([.. truth.Select(number => 1.25f * number)], truth), 1e-3);
        Assert.True(PoseError.Mpjpe([.. truth.Select(number => 1.25f * number)], truth) > 10);
        Assert.Equal(PoseError.Mpjpe(new float[51], truth), PoseError.ScaledMpjpe(new float[51], truth), 1e-9);
    }

    [Fact]
    public void N_MPJPE_uses_the_scale_with_the_least_sum_of_squares()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var (predicted, truth) = (Pose(random), Pose(random));
            double Squares(double scale) => Enumerable.Range(0, 51).Sum(k => Math.Pow((scale * predicted[k]) - truth[k], 2));
            var best =
                Enumerable.Range(0, 51).Sum(k => (double)predicted[k] * truth[k]) / Enumerable.Range(0, 51).Sum(k => (double)predicted[k] * predicted[k]);
            Assert.True(Squares(best) <= Squares(best * 1.01) && Squares(best) <= Squares(best * 0.99));
            var expected = Enumerable
                .Range(0, 17)
                .Average(j => Math.Sqrt(Enumerable.Range(0, 3).Sum(k => Math.Pow((best * predicted[(3 * j) + k]) - truth[(3 * j) + k], 2))));
            Assert.Equal(expected, PoseError.ScaledMpjpe(predicted, truth), 1e-9);
        }
    }

    [Fact]
    public void PCK_and_AUC_are_shares_of_the_16_joints_without_the_root()
    {
        var details = Of(150, 151, 10);
        Assert.Equal(100 * 15.0 / 16, details.Pck, 1e-9);
        Assert.Equal((150 + 151 + 10) / 16.0, details.Without16, 1e-3);
        Assert.Equal(100 * 13.0 / 16, details.Curve[0], 1e-9); // those that are exactly right
        Assert.Equal(100 * 14.0 / 16, details.Curve[2], 1e-9); // 10 mm
        Assert.Equal(details.Curve.Average(), details.Auc, 1e-9);
        Assert.Equal((0, 150, 151), (details.Joints[0], details.Joints[1], Math.Round(details.Joints[2], 3)));
    }

    [Fact]
    public void MPJVE_is_the_difference_between_the_predicted_and_the_true_step()
    {
        var table = new ScoreTable();
        var (truth, off) = (new float[51], Enumerable.Repeat(30f, 51).ToArray());
        table.Add("Walking", off, truth);
        Assert.True(double.IsNaN(table.Details["Walking"].Velocity));
        table.AddStep("Walking 1", off, off, truth, truth);
        Assert.Equal(0, table.Details["Walking"].Velocity);
        table.AddStep("Walking 2", truth, [.. truth.Select((_, i) => i % 3 == 0 ? 6f : 0)], truth, truth);
        Assert.Equal(3, table.Details["Walking"].Velocity);
    }

    [Fact]
    public void Detailed_score_fields_are_in_the_JSON_only_when_requested()
    {
        var table = new ScoreTable();
        table.Add("Walking 1", GoldenPoses.Named("noisy"), GoldenPoses.Truth);
        using var json = JsonDocument.Parse(table.ToJson(detailed: true));
        Assert.Equal(
            ["protocol1", "protocol2", "frames", "missing", "doubled", "joints", "protocol1Of16", "nMpjpe", "mpjve", "pck150", "auc", "jointErrors", "actions"],
            json.RootElement.EnumerateObject().Select(field => field.Name)
        );
        Assert.Equal(17, json.RootElement.GetProperty("jointErrors").EnumerateObject().Count());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("mpjve").ValueKind);
        Assert.Equal(
            ["protocol1", "protocol2", "frames", "protocol1Of16", "nMpjpe", "mpjve", "pck150", "auc"],
            json.RootElement.GetProperty("actions").GetProperty("Walking").EnumerateObject().Select(field => field.Name)
        );
        Assert.DoesNotContain("auc", table.ToJson(), StringComparison.Ordinal);
        Assert.Contains("N-MPJPE", table.ToText(detailed: true), StringComparison.Ordinal);
    }

    // The first joints beside the root off by so much, the others right.
    private static ActionDetails Of(params float[] distances)
    {
        var table = new ScoreTable();
        var predicted = new float[51];
        for (var i = 0; i < distances.Length; i++)
            predicted[3 * (i + 1)] = distances[i];
        table.Add("Walking", predicted, new float[51]);
        return table.Details["Walking"];
    }

    private static float[] Pose(Random random) => [.. Enumerable.Range(0, 51).Select(_ => (float)random.Next(-1000, 1000))];
}
