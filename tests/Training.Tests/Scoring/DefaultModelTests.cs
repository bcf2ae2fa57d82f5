using StreamLift.Datasets.Rigs;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Poses.Scoring;
using StreamLift.Tests;
using StreamLift.Training.Commands;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

/// <summary>The models in the repository match their cards and pages.</summary>
public sealed class DefaultModelTests
{
    private const string Default = "streamlift-image",
        Calibrated = "streamlift-centred",
        FullShape = "streamlift-image-full";

    private const long MostBytes = 30_000_000;
    private const long MostOfSmall = 6_000_000;

    // People that no model was trained on.
    private static readonly string[] HeldOut = ["cmu-05", "cmu-16", "cmu-49", "cmudaz-94", "cmudm-140"];

    public static TheoryData<string> Names => [Default, Calibrated, FullShape];

    [Fact]
    public void Bundled_models_have_at_most_30_megabytes_together_and_each_has_a_page()
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(Model(Default))!, "*.onnx");
        Assert.InRange(files.Sum(file => new FileInfo(file).Length), 1, MostBytes);
        Assert.All([Default, Calibrated], name => Assert.InRange(new FileInfo(Model(name)).Length, 1, MostOfSmall));
        Assert.Equal(Names.SelectMany(name => new[] { Model(name), LifterModel.Int8Beside(Model(name)) }).Order(), files.Order());
        Assert.All(files, file => Assert.True(File.Exists(Path.ChangeExtension(file, ".md")), file));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bundled_model_card_names_data_licence_and_command(string name)
    {
        using var model = LifterModel.Open(Model(name), new LifterOptions());
        Assert.Equal(name, model.Card.Name);
        Assert.Contains("mocap.cs.cmu.edu", model.Card.Data, StringComparison.Ordinal);
        Assert.Contains("NSF EIA-0196217", model.Card.Data, StringComparison.Ordinal);
        Assert.Equal("MIT", model.Card.Licence);
        Assert.StartsWith("streamlift train", model.Card.Command, StringComparison.Ordinal);
        Assert.NotNull(model.Card.Sigma);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_int8_model_is_made_of_the_fp32_beside_it(string name)
    {
        using var rounded = LifterModel.Open(LifterModel.Int8Beside(Model(name)), new LifterOptions());
        Assert.Equal(LifterModel.Hash(Model(name)), rounded.Card.Quantisation!.OfSha256);
    }

    [MotionTheory]
    [MemberData(nameof(Names))]
    public void Bundled_model_scores_what_its_card_and_page_say(string name)
    {
        var gt = Score(name);
        using var model = LifterModel.Open(Model(name), new LifterOptions());
        // The card's people were scaled by the factor of all of the data, those of the page by that of the people left out.
        var whole = TrainingData.Open(SharedData.Motion, HeldOut, TrainingData.Truth, new RigOptions { AsHuman36m = true });
        var card = new Scorer(model, layout: null, noise: 0).Measure(whole.HoldOut);
        Assert.Equal(model.Card.Errors.Protocol1, card.Protocol1, 0.02);
        Assert.Equal(model.Card.Errors.Protocol2, card.Protocol2, 0.02);
        var page = File.ReadAllText(Path.ChangeExtension(Model(name), ".md"));
        foreach (var table in new[] { gt, Score(name, detector: true), Score(name, "coco17") })
        {
            Assert.Equal(0, table.MissingFrames);
            Assert.Contains(FormattableString.Invariant($"{table.Protocol1:F1} / {table.Protocol2:F1}"), page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Full_shape_has_1024_units_inside_and_weights_in_16_bits_at_no_cost()
    {
        using var model = LifterModel.Open(Model(FullShape), new LifterOptions());
        var network = OnnxNetworkReader.Read(File.ReadAllBytes(Model(FullShape)), FullShape);
        Assert.Equal((1024, 1024, 2, true), (network.InputLayer.Outputs, network.InnerWidth, network.Blocks.Count, network.Fp16Weights));
        Assert.Equal(("fp32", CardWeights.Fp16), (model.Card.Precision, model.Card.Weights!.Stored));
        Assert.InRange(Math.Abs(model.Card.Weights.Cost(model.Card.Errors)), 0, 0.05);
    }

    [MotionTheory]
    [InlineData(UnseenRig.Recorded)]
    [InlineData(UnseenRig.Unseen)]
    public void Model_for_calibrated_cameras_is_better_than_the_default_there(string views) =>
        Assert.InRange(Score(Calibrated, views: views).Protocol1, 1, Score(Default, views: views).Protocol1);

    // 25 mm with an estimate that has the width of CMU's hips, half of the shoulders'; the rest is people who turn their hips and shoulders apart.
    [MotionTheory]
    [MemberData(nameof(Names))]
    public void Bundled_model_loses_at_most_11_millimetres_by_a_hidden_hip(string name)
    {
        var (seen, hidden) = (Score(name, "coco17"), Score(name, "coco17", hide: "right_hip"));
        Assert.InRange(hidden.Protocol1, seen.Protocol1 - 1, seen.Protocol1 + 11);
        Assert.Equal((seen.Frames, 0), (hidden.Frames, hidden.MissingFrames));
    }

    private static string Model(string name) => Path.Combine(SharedData.RepositoryRoot, "models", $"{name}.onnx");

    private static ScoreTable Score(string name, string? layout = null, bool detector = false, string views = UnseenRig.Recorded, params string[] hide) =>
        ScoreRun
            .Run(
                new ScoreOptions
                {
                    Data = SharedData.Motion,
                    Detections = "gt",
                    Subjects = HeldOut,
                    Rig = new RigOptions { AsHuman36m = true },
                    Layout = layout,
                    DetectorNoise = detector,
                    Views = views,
                    Hide = hide,
                    Precision = Precision.Fp32,
                },
                Model(name),
                _ => { }
            )
            .Table;
}
