using System.Text.Json;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;
using StreamLift.Training.Commands;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Tests.Commands;

[Collection(TorchCollection.Name)]
public sealed class TrainingProgramTests
{
    [Fact]
    public void Score_help_names_the_options_with_an_example()
    {
        var (code, output, _) = TrainingProgramRun.Of("score --help");
        Assert.Equal(0, code);
        Assert.Contains("--noise", output, StringComparison.Ordinal);
        Assert.Contains("Example: streamlift score", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_with_an_invalid_model_file_exits_3()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.onnx"), "no model");
        Assert.Equal(3, TrainingProgramRun.Of($"score --data nowhere --model {folder.File("a.onnx")}").Code);
    }

    [Fact]
    public void Training_on_recorded_motion_gives_a_model_that_scores_what_its_card_says()
    {
        using var folder = new TemporaryFolder();
        var (model, data) = (folder.File("tiny.onnx"), Slice(folder));
        var train =
            $"train --data {data} --width 16 --blocks 1 --epochs 2 --seed 3 --set rate=0.01 --set mixed=0.5 --hold-out S8 --credit someone --licence "
            + $"MIT --out {model}";
        var (code, output, error) = TrainingProgramRun.Of(train);
        Assert.True(code == 0, output + error);
        Assert.Contains("held-out error", output, StringComparison.Ordinal);
        Assert.Contains("S9 (test subjects)", Card(model).Errors.On, StringComparison.Ordinal);
        Assert.Equal(("MIT", true), (Card(model).Licence, Card(model).Data.StartsWith("someone", StringComparison.Ordinal)));
        Assert.Equal("streamlift " + train, Card(model).Command);

        Assert.EndsWith("; rate 0.01, mixed 0.5", Card(model).Recipe, StringComparison.Ordinal);
        using var score = JsonDocument.Parse(TrainingProgramRun.Of($"score --data {data} --subjects S9 --model {model} --json").Output);
        Assert.Equal(Card(model).Errors.Protocol1, score.RootElement.GetProperty("protocol1").GetDouble(), 0.02);

        // Resuming a finished run trains nothing and keeps the command of the first run.
        Assert.Equal(0, TrainingProgramRun.Of($"{train} --resume {folder.File("tiny.safetensors")}").Code);
        Assert.Equal("streamlift " + train, Card(model).Command);
        Assert.Equal(0, TrainingProgramRun.Of($"export --checkpoint {folder.File("tiny.safetensors")} --out {folder.File("again.onnx")}").Code);
        Assert.All(Card(model).Canary.Output[0].Zip(Card(folder.File("again.onnx")).Canary.Output[0]), pair => Assert.Equal(pair.First, pair.Second, 0.01f));
    }

    [Fact]
    public void Stopped_training_is_exported_only_once_scored_and_its_card_says_how_far_it_came()
    {
        using var folder = new TemporaryFolder();
        var (checkpoint, model, data) = (folder.File("tiny.safetensors"), folder.File("tiny.onnx"), Slice(folder));
        Assert.Equal(0, TrainingProgramRun.Of($"train --data {data} --width 16 --blocks 1 --epochs 1 --out {model}").Code);
        var whole = Checkpoint.Read(checkpoint);
        (whole with { Record = whole.Record with { Epochs = 3, Errors = null } }).Write(checkpoint);

        Assert.Equal(2, TrainingProgramRun.Of($"export --checkpoint {checkpoint} --out {model}").Code);
        Assert.Equal(0, TrainingProgramRun.Of($"export --checkpoint {checkpoint} --data {data} --out {model}").Code);
        Assert.StartsWith("fast: stopped after 1 of 3 epochs", Card(model).Recipe, StringComparison.Ordinal);
        Assert.Equal(whole.Record.Errors, Card(model).Errors);
    }

    [Fact]
    public void Export_with_weights_in_16_bits_makes_a_model_that_every_command_reads()
    {
        using var folder = new TemporaryFolder();
        var (first, half, int8, data) = (folder.File("a.onnx"), folder.File("half.onnx"), folder.File("half.int8.onnx"), Slice(folder));
        void Succeeds(string line)
        {
            var (code, output, error) = TrainingProgramRun.Of(line);
            Assert.True(code == 0, output + error);
        }

        Succeeds($"train --data {data} --width 16 --epochs 1 --out {first}");
        var export = $"export --checkpoint {folder.File("a.safetensors")} --weights fp16 --out {half}";
        TrainingProgramRun.Refused(export, "--weights fp16 needs --data, the motion that the run was trained on");
        Succeeds($"{export} --data {data}");
        Assert.Equal(("fp32", "fp16", Card(first).Errors), (Card(half).Precision, Card(half).Weights!.Stored, Card(half).Weights!.Errors));
        Assert.InRange(Card(half).Weights!.Cost(Card(half).Errors), -0.3, 0.3);
        Succeeds($"score --data {data} --subjects S9 --model {half} --checkpoint {folder.File("a.safetensors")}");

        Succeeds($"quantize --data {data} --model {half} --out {int8}");
        Assert.Equal((LifterModel.Hash(half), null), (Card(int8).Quantisation!.OfSha256, Card(int8).Weights));
        Succeeds($"card --model {half} --required-joints Thorax");
        Assert.Equal(LifterModel.Hash(half), Card(half).Quantisation!.OfSha256); // the int8 model beside it is served
        using (var rewritten = LifterModel.Open(half, new LifterOptions()))
            Assert.Equal(CardWeights.Fp16, rewritten.Card.Weights!.Stored);
        Succeeds($"train --data {data} --width 16 --inner 24 --epochs 1 --start {half} --teacher {half} --out {folder.File("b.onnx")}");
        Assert.Contains("started from half@", Card(folder.File("b.onnx")).Recipe, StringComparison.Ordinal);
    }

    [Fact]
    public void Per_action_models_train_on_detected_2D_and_score_what_their_cards_say()
    {
        using var folder = new TemporaryFolder();
        var data = Slice(folder);
        TrainingSlice.AddDetections(data);
        var (code, output, error) = TrainingProgramRun.Of(
            $"train --data {data} --detections sh --actions each --width 16 --blocks 1 --epochs 1 --no-residual --out {folder.File("{action}.onnx")}"
        );
        Assert.True(code == 0, output + error);
        Assert.EndsWith("; no residual", Card(folder.File("Climbing.onnx")).Recipe, StringComparison.Ordinal);
        var walking = Card(folder.File("Walking.onnx"));
        Assert.Contains("2D: sh", walking.Errors.On, StringComparison.Ordinal);
        Assert.Contains("only the action Walking", walking.Data, StringComparison.Ordinal);
        using var score = JsonDocument.Parse(
            TrainingProgramRun
                .Of(
                    $"score --data {data} --subjects S9 --detections sh --model {folder.File("Walking.onnx")} --json --noise-table --report "
                        + $"{folder.File("report.html")}"
                )
                .Output
        );
        Assert.Equal(walking.Errors.Protocol1, score.RootElement.GetProperty("protocol1").GetDouble(), 0.02);
        Assert.Equal(5, score.RootElement.GetProperty("noise").GetArrayLength());
        Assert.True(score.RootElement.GetProperty("mpjve").GetDouble() > 0);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(folder.File("report.html")), StringComparison.Ordinal);

        using var each = JsonDocument.Parse(
            TrainingProgramRun
                .Of($"score --data {data} --subjects S1,S9 --detections sh --model {folder.File("{action}.onnx")} --json --noise-table --missing-table")
                .Output
        );
        var actions = each
            .RootElement.GetProperty("actions")
            .EnumerateObject()
            .ToDictionary(action => action.Name, action => action.Value.GetProperty("protocol1").GetDouble());
        Assert.Equal(["Climbing", "Walking"], actions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(score.RootElement.GetProperty("protocol1").GetDouble(), actions["Walking"], 1e-9);
        Assert.Equal(actions.Values.Average(), each.RootElement.GetProperty("protocol1").GetDouble(), 1e-4);
        Assert.Equal(9, each.RootElement.GetProperty("hidden").GetArrayLength());

        File.Delete(folder.File("Climbing.onnx"));
        var missing = TrainingProgramRun.Of($"score --data {data} --subjects S1,S9 --model {folder.File("{action}.onnx")}");
        Assert.Equal(3, missing.Code);
        Assert.Contains("there is no file for Climbing", missing.Error, StringComparison.Ordinal);
        Assert.Equal(
            2,
            TrainingProgramRun
                .Of($"score --data {data} --subjects S9 --model {folder.File("{action}.onnx")} --checkpoint {folder.File("Walking.safetensors")}")
                .Code
        );
    }

    [Fact]
    public void Distilled_model_card_names_its_teacher()
    {
        using var folder = new TemporaryFolder();
        var (teacher, student, data) = (folder.File("teacher.onnx"), folder.File("student.onnx"), Slice(folder));
        Assert.Equal(0, TrainingProgramRun.Of($"train --data {data} --width 16 --blocks 1 --epochs 1 --out {teacher}").Code);
        var train = $"train --data {data} --width 16 --blocks 1 --epochs 1 --teacher {teacher} --set taught=0.7 --out {student}";
        Assert.Equal(0, TrainingProgramRun.Of(train).Code);
        Assert.EndsWith(
            $"; taught 0.7, distilled from teacher@{LifterModel.Hash(teacher)[..12]} with mirrored views",
            Card(student).Recipe,
            StringComparison.Ordinal
        );
        Assert.Equal(2, TrainingProgramRun.Of($"{train} --features box").Code);
        Assert.Equal(3, TrainingProgramRun.Of($"train --data {data} --teacher {folder.File("none.onnx")} --out {student}").Code);
    }

    [Fact]
    public void Pruned_model_card_names_the_checkpoint_it_began_with()
    {
        using var folder = new TemporaryFolder();
        var (wide, narrow, data) = (folder.File("wide.onnx"), folder.File("narrow.onnx"), Slice(folder));
        Assert.Equal(0, TrainingProgramRun.Of($"train --data {data} --width 16 --blocks 1 --epochs 1 --out {wide}").Code);
        var checkpoint = folder.File("wide.safetensors");
        var train = $"train --data {data} --width 16 --blocks 1 --epochs 1 --inner 4 --prune {checkpoint} --out {narrow}";
        Assert.Equal(0, TrainingProgramRun.Of(train).Code);
        Assert.Contains(
            $"1 blocks of width 16, 4 in the first layer of a block, seed 1; pruned from wide@{LifterModel.Hash(checkpoint)[..12]}",
            Card(narrow).Recipe,
            StringComparison.Ordinal
        );
        Assert.Equal(0, TrainingProgramRun.Of($"{train} --resume {folder.File("narrow.safetensors")}").Code);
        Assert.Contains(
            "--inner 4, this command 8",
            TrainingProgramRun.Of($"{train.Replace("--inner 4", "--inner 8")} --resume {folder.File("narrow.safetensors")}").Error,
            StringComparison.Ordinal
        );
        Assert.Equal(2, TrainingProgramRun.Of($"{train} --refit").Code); // the checkpoint was trained on all subjects
        var (code, _, error) = TrainingProgramRun.Of($"train --data {data} --prune {folder.File("none.safetensors")} --out {narrow}");
        Assert.Equal(2, code);
        Assert.Contains("none.safetensors", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_is_not_resumed_with_another_width_or_number_of_epochs()
    {
        using var folder = new TemporaryFolder();
        var (model, data) = (folder.File("tiny.onnx"), Slice(folder));
        Assert.Equal(0, TrainingProgramRun.Of($"train --data {data} --width 16 --blocks 1 --epochs 1 --out {model}").Code);
        var (code, _, error) = TrainingProgramRun.Of(
            $"train --data {data} --width 32 --blocks 1 --epochs 2 --resume {folder.File("tiny.safetensors")} --out {model}"
        );
        Assert.Equal(2, code);
        Assert.Contains("--width 16, this command 32", error, StringComparison.Ordinal);
        Assert.Contains("--epochs 1, this command 2", error, StringComparison.Ordinal);
    }

    private static ModelCard Card(string model)
    {
        using var loaded = LifterModel.Load(model, new LifterOptions());
        return loaded.Card;
    }

    private static string Slice(TemporaryFolder folder) => TrainingSlice.Of(folder);
}
