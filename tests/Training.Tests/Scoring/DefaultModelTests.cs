using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Scoring;
using StreamLift.Tests;
using StreamLift.Training.Commands;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

/// <summary>The models in the repository match their cards and pages.</summary>
public sealed class DefaultModelTests
{
    private const string Default = "streamlift-image",
        Small = "streamlift-image-small";

    // The largest allowed error increase of the small network, mm.
    private const double Dearer = 0.5;

    [Theory]
    [InlineData(Default, 18_000_000)]
    [InlineData(Small, 6_000_000)]
    public void Bundled_model_is_small_and_its_card_names_data_licence_and_command(string name, long size)
    {
        Assert.InRange(new FileInfo(Model(name)).Length, 1, size);
        using var model = LifterModel.Open(Model(name), new LifterOptions());
        Assert.Equal(name, model.Card.Name);
        Assert.Contains("mocap.cs.cmu.edu", model.Card.Data, StringComparison.Ordinal);
        Assert.Contains("NSF EIA-0196217", model.Card.Data, StringComparison.Ordinal);
        Assert.Equal("MIT", model.Card.Licence);
        Assert.StartsWith("streamlift train", model.Card.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Default)]
    [InlineData(Small)]
    public void An_int8_model_is_made_of_the_fp32_beside_it(string name)
    {
        using var rounded = LifterModel.Open(LifterModel.Int8Beside(Model(name)), new LifterOptions());
        Assert.Equal(LifterModel.Hash(Model(name)), rounded.Card.Quantisation!.OfSha256);
    }

    [CmuTheory]
    [InlineData(Default)]
    [InlineData(Small)]
    public void Bundled_model_scores_what_its_card_and_page_say(string name)
    {
        var gt = Score(name, "gt", null);
        using var model = LifterModel.Open(Model(name), new LifterOptions());
        Assert.Equal(model.Card.Errors.Protocol1, gt.Protocol1, 0.02);
        Assert.Equal(model.Card.Errors.Protocol2, gt.Protocol2, 0.02);
        var page = File.ReadAllText(Path.ChangeExtension(Model(name), ".md"));
        foreach (var table in new[] { gt, Score(name, "sh", null), Score(name, "gt", "coco17") })
        {
            Assert.Equal(0, table.MissingFrames);
            Assert.Contains(FormattableString.Invariant($"{table.Protocol1:F1} / {table.Protocol2:F1}"), page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bundled_small_model_costs_at_most_half_a_millimetre_more_than_the_default()
    {
        using var standard = LifterModel.Open(Model(Default), new LifterOptions());
        using var small = LifterModel.Open(Model(Small), new LifterOptions());
        Assert.InRange(small.Card.Errors.Protocol1 - standard.Card.Errors.Protocol1, double.MinValue, Dearer);
    }

    // 40 mm without an estimate of the hidden hip and of the middle.
    [CmuFact]
    public void Default_model_loses_at_most_5_millimetres_by_a_hidden_hip()
    {
        var (seen, hidden) = (Score(Default, "gt", "coco17"), Score(Default, "gt", "coco17", "right_hip"));
        Assert.InRange(hidden.Protocol1, seen.Protocol1, seen.Protocol1 + 5);
        Assert.Equal((seen.Frames, 0), (hidden.Frames, hidden.MissingFrames));
    }

    private static string Model(string name) => Path.Combine(SharedData.RepositoryRoot, "models", $"{name}.onnx");

    private static ScoreTable Score(string name, string detections, string? layout, params string[] hide) =>
        ScoreRun
            .Run(
                new ScoreOptions
                {
                    Data = Path.Combine(SharedData.Cmu, "cmu36m"),
                    Detections = detections,
                    Subjects = ["S9", "S11"],
                    Layout = layout,
                    Hide = hide,
                    Precision = Precision.Fp32,
                },
                Model(name),
                _ => { }
            )
            .Table;
}
