using System.CommandLine;
using StreamLift.Datasets.Rigs;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.OptionParsing;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Runs;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Commands;

/// <summary><c>score</c>: measures the error of a model on recorded motion.</summary>
internal static class ScoreCommand
{
    private const string Markdown = ".md";

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Recorded motion: the 2017 authors' folder, VideoPose3D's data_3d_*.npz, Human3.6M's CDF folder, or BVH, ASF/AMC, C3D or TRC files",
            Required = true,
        };
        var detections = new Option<string>("--detections")
        {
            Description = "2D keypoints. gt: projected ground truth; sh: Stacked Hourglass beside the data; or a path",
            DefaultValueFactory = _ => "gt",
        };
        var model = new Option<string>("--model")
        {
            Description = "The model (.onnx). Use {action} in the name for the models of all actions, which train --actions each writes",
            Required = true,
        };
        var subjects = new Option<string>("--subjects")
        {
            Description = "The subjects to measure on; a star at the end of a name is for any ending, as in cmu-*",
            DefaultValueFactory = _ => "S9,S11",
        };
        var noise = new NumberOption<float>("--noise") { Description = "Add normal noise to every joint: standard deviation in px" };
        noise.Validators.Add(result =>
        {
            if (result.Number<float>() is not (null or (>= 0 and < float.PositiveInfinity)))
                result.AddError("--noise must be a finite number of at least 0");
        });
        var detectorNoise = new Option<bool>("--detector-noise")
        {
            Description = "Add the errors of a simulated detector: heavy tails, misplaced and swapped limbs, whole pixels; the same for every model",
        };
        var layout = new Option<string>("--layout") { Description = $"Convert the keypoints to this layout first: {string.Join(", ", Skeletons.All)}" };
        var hide = new Option<string>("--hide") { Description = "Hide these joints of --layout in every frame: names, separated by commas" };
        hide.Validators.Add(result =>
        {
            if (result.GetResult(layout) is null)
                result.AddError("--hide needs --layout, whose joints it names");
        });
        var views = new Option<string>("--views")
        {
            Description =
                $"The cameras. recorded: those of the data; unseen: all cameras that are in no recording; or one of these: "
                + $"{string.Join(", ", UnseenRig.Names)}",
            DefaultValueFactory = _ => UnseenRig.Recorded,
        };
        views.AcceptOnlyFromAmong([UnseenRig.Recorded, UnseenRig.Unseen, .. UnseenRig.Names]);
        var precision = new ChoiceOption<Precision>("--precision")
        {
            Description = "Precision, as in 'run': auto, fp32, int8 or fp16 (FILE.int8.onnx or FILE.fp16.onnx beside FILE.onnx)",
            DefaultValueFactory = _ => Precision.Auto,
        };
        var checkpoint = new Option<string>("--checkpoint")
        {
            Description = "The checkpoint of the model (.safetensors). Reports how far the model's poses are from libtorch's",
        };
        var noiseTable = new Option<bool>("--noise-table") { Description = "Measure the paper's noise levels too: 0, 5, 10, 15 and 20 px" };
        var missingTable = new Option<bool>("--missing-table") { Description = "Measure with 0 to 8 hidden joints too, chosen at random" };
        var report = new Option<string>("--report") { Description = "Write a report: self-contained with charts (.html), or tables in Markdown (.md)" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else" };
        var command = new Command(
            "score",
            "Measures the error of a model on recorded motion.\nExample: streamlift score --data ../shared/data/cmu/cmu36m --model model.onnx"
        )
        {
            data,
            detections,
            model,
            subjects,
            noise,
            detectorNoise,
            noiseTable,
            missingTable,
            layout,
            hide,
            views,
            precision,
            checkpoint,
            report,
            json,
        };
        var rig = new RigFlags();
        rig.AddTo(command);
        var skeleton = new SkeletonOption();
        command.Options.Add(skeleton);
        command.SetAction(result =>
        {
            var options = new ScoreOptions
            {
                Data = result.GetRequiredValue(data),
                Detections = result.GetRequiredValue(detections),
                Rig = RigOptions.Parse(rig.Read(result)) with { AsHuman36m = skeleton.IsHuman36m(result) },
                Subjects = SubjectList.Split(result.GetRequiredValue(subjects))!,
                Noise = result.GetValue(noise),
                DetectorNoise = result.GetValue(detectorNoise),
                NoiseTable = result.GetValue(noiseTable),
                MissingTable = result.GetValue(missingTable),
                Views = result.GetRequiredValue(views),
                Precision = result.GetValue(precision),
                Checkpoint = result.GetValue(checkpoint),
                Layout = result.GetValue(layout),
                Hide = result.GetValue(hide)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            };
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            if (result.GetValue(report) is { } file && Path.GetExtension(file) is not (".html" or Markdown))
                throw new ConfigurationException($"--report {file}: the file name must end in .html or .md");
            if (result.GetValue(report) is { } page && Path.GetDirectoryName(Path.GetFullPath(page)) is { } folder && !Directory.Exists(folder))
                throw new ConfigurationException($"--report {page}: the folder {folder} does not exist");
            var scores = ScoreRun.Run(options, result.GetRequiredValue(model), line => error.WriteLine($"note: {line}"));
            if (result.GetValue(report) is { } path)
                File.WriteAllText(path, Path.GetExtension(path) == Markdown ? MarkdownReport.Markdown(scores) : HtmlReport.Html(scores));
            output.WriteLine(result.GetValue(json) ? scores.ToJson() : scores.ToText());
            return 0;
        });
        return command;
    }
}
