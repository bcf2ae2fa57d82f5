using System.CommandLine;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Shared;
using StreamLift.Training.Runs;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Commands;

/// <summary><c>score</c>: a model's error on recorded motion.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Recorded motion: the 2017 authors' folder, VideoPose3D's data_3d_*.npz, Human3.6M's own CDF folder, or a folder of BVH files",
            Required = true,
        };
        var detections = new Option<string>("--detections")
        {
            Description = "gt: the truth, projected; sh: Stacked Hourglass beside the data; or a path",
            DefaultValueFactory = _ => "gt",
        };
        var model = new Option<string>("--model")
        {
            Description = "The model (.onnx); with {action} in its name one an action, as train --actions each leaves them",
            Required = true,
        };
        var subjects = new Option<string>("--subjects") { Description = "Whom to measure on", DefaultValueFactory = _ => "S9,S11" };
        var noise = new NumberOption<float>("--noise") { Description = "Deviation of normal noise added to every joint, px" };
        noise.Validators.Add(result =>
        {
            if (result.Number<float>() is not (null or (>= 0 and < float.PositiveInfinity)))
                result.AddError("--noise must be 0 px or more");
        });
        var layout = new Option<string>("--layout") { Description = $"Send the keypoints in this layout: {string.Join(", ", Skeletons.All)}" };
        var views = new Option<string>("--views")
        {
            Description =
                $"Who sees the motion: recorded, the data's own cameras; unseen, cameras that nobody set up; or one of those: "
                + $"{string.Join(", ", UnseenRig.Names)}",
            DefaultValueFactory = _ => UnseenRig.Recorded,
        };
        views.AcceptOnlyFromAmong([UnseenRig.Recorded, UnseenRig.Unseen, .. UnseenRig.Names]);
        var precision = new ChoiceOption<Precision>("--precision")
        {
            Description = "As run has it: auto, fp32, int8 or fp16 (FILE.int8.onnx or FILE.fp16.onnx beside FILE.onnx)",
            DefaultValueFactory = _ => Precision.Auto,
        };
        var checkpoint = new Option<string>("--checkpoint")
        {
            Description = "What the model was exported from (.safetensors): how far libtorch's poses are from its",
        };
        var noiseTable = new Option<bool>("--noise-table") { Description = "The paper's table as well: noise of 0, 5, 10, 15 and 20 px" };
        var missingTable = new Option<bool>("--missing-table") { Description = "Errors with 0 to 8 joints hidden at random as well" };
        var report = new Option<string>("--report") { Description = "Write a page (.html, in one file) with table, bars by joint and curves" };
        var json = new Option<bool>("--json") { Description = "One JSON object and nothing else" };
        var command = new Command(
            "score",
            "Measures a model on recorded motion.\nExample: streamlift score --data ../shared/data/cmu/cmu36m --model model.onnx"
        )
        {
            data,
            detections,
            model,
            subjects,
            noise,
            noiseTable,
            missingTable,
            layout,
            views,
            precision,
            checkpoint,
            report,
            json,
        };
        command.SetAction(result =>
        {
            var options = new ScoreOptions
            {
                Data = result.GetRequiredValue(data),
                Detections = result.GetRequiredValue(detections),
                Subjects = SubjectList.Split(result.GetRequiredValue(subjects))!,
                Noise = result.GetValue(noise),
                NoiseTable = result.GetValue(noiseTable),
                MissingTable = result.GetValue(missingTable),
                Views = result.GetRequiredValue(views),
                Precision = result.GetValue(precision),
                Checkpoint = result.GetValue(checkpoint),
                Layout = result.GetValue(layout),
            };
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            if (result.GetValue(report) is { } page && Path.GetDirectoryName(Path.GetFullPath(page)) is { } folder && !Directory.Exists(folder))
                throw new ConfigurationException($"--report {page}: there is no folder {folder}");
            var scores = ScoreRun.Run(options, result.GetRequiredValue(model), line => error.WriteLine($"note: {line}"));
            if (result.GetValue(report) is { } path)
                File.WriteAllText(path, ReportPage.Html(scores));
            output.WriteLine(result.GetValue(json) ? scores.ToJson() : scores.ToText());
            return 0;
        });
        return command;
    }
}
