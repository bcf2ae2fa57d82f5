using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Tests;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

public sealed class DefaultModelTests
{
    private static readonly string Model = Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx");

    [Fact]
    public void It_is_a_model_of_at_most_18_MB_that_says_where_it_comes_from()
    {
        Assert.InRange(new FileInfo(Model).Length, 1, 18_000_000);
        using var model = LifterModel.Open(Model, new LifterOptions());
        Assert.Equal("streamlift-image", model.Card.Name);
        Assert.Contains("mocap.cs.cmu.edu", model.Card.Data, StringComparison.Ordinal);
        Assert.Contains("NSF EIA-0196217", model.Card.Data, StringComparison.Ordinal);
        Assert.Equal("MIT", model.Card.Licence);
        Assert.StartsWith("streamlift train", model.Card.Command, StringComparison.Ordinal);
    }

    [CmuFact]
    public void It_scores_what_its_card_and_its_page_say()
    {
        var gt = Score("gt", null);
        using var model = LifterModel.Open(Model, new LifterOptions());
        Assert.Equal(model.Card.Errors.Protocol1, gt.Protocol1, 0.02);
        Assert.Equal(model.Card.Errors.Protocol2, gt.Protocol2, 0.02);
        var page = File.ReadAllText(Path.ChangeExtension(Model, ".md"));
        foreach (var table in new[] { gt, Score("sh", null), Score("gt", "coco17") })
        {
            Assert.Equal(0, table.MissingFrames);
            Assert.Contains(FormattableString.Invariant($"{table.Protocol1:F1} / {table.Protocol2:F1}"), page, StringComparison.Ordinal);
        }
    }

    private static ScoreTable Score(string detections, string? layout) => Scorer.Run(
        new ScoreOptions { Data = Path.Combine(SharedData.Cmu, "cmu36m"), Detections = detections, Subjects = ["S9", "S11"], Layout = layout, Precision = Precision.Fp32 }, Model, _ => { }).Table;
}
