using System.CommandLine;
using System.Globalization;
using StreamLift.Datasets.Rigs;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.OptionParsing;
using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Quantization;

namespace StreamLift.Training.Commands;

/// <summary><c>quantize</c>: makes an int8 or fp16 model from an fp32 model.</summary>
internal static class QuantizeCommand
{
    private const int CheckFailed = 1;

    public static Command Create()
    {
        var model = new Option<string>("--model")
        {
            Description = "The fp32 model (.onnx) of 'train' or 'export'. Use {action} in this name and in --out for the models of all actions",
            Required = true,
        };
        var data = new Option<string>("--data")
        {
            Description = "Recorded motion. The training subjects are used for calibration, S9 and S11 for the evaluation",
            Required = true,
        };
        var detections = new Option<string>("--detections")
        {
            Description = "2D keypoints, preferably those of the training. gt: projected ground truth; sh: Stacked Hourglass beside the data; or a path",
            DefaultValueFactory = _ => TrainingData.Truth,
        };
        var output = new Option<string>("--out")
        {
            Description = "The model file to write. 'run' looks for X.int8.onnx, and on a GPU for X.fp16.onnx, beside X.onnx",
            Required = true,
        };
        var holdOut = new Option<string>("--hold-out") { Description = "The subjects for the evaluation, in data without S9 and S11" };
        var precision = new ChoiceOption<Precision>("--precision")
        {
            Description = "int8 (for CPUs) or fp16 (for GPUs)",
            DefaultValueFactory = _ => Precision.Int8,
        };
        precision.AcceptOnlyFromAmong("int8", "fp16");
        var command = new Command(
            "quantize",
            "Makes an int8 or fp16 model from an fp32 model. If the error increases by more than 0.3 mm, no model is written (exit code 1)."
                + "\nExample: streamlift quantize "
                + "--model model.onnx --data ../shared/data/cmu/cmu36m --out model.int8.onnx"
        )
        {
            model,
            data,
            detections,
            holdOut,
            output,
            precision,
        };
        var rig = new RigFlags();
        rig.AddTo(command);
        var skeleton = new SkeletonOption();
        command.Options.Add(skeleton);
        command.SetAction(result =>
        {
            var options = new QuantizeOptions(
                result.GetRequiredValue(model),
                result.GetRequiredValue(data),
                result.GetRequiredValue(output),
                CommandLineText.Of(result)
            )
            {
                Detections = result.GetRequiredValue(detections),
                Rig = RigOptions.Parse(rig.Read(result)) with { AsHuman36m = skeleton.IsHuman36m(result) },
                Precision = result.GetValue(precision),
                HoldOut = SubjectList.Split(result.GetValue(holdOut)) ?? [],
            };
            OutputFileCheck.Require(options.Out);
            if (Path.GetFullPath(options.Out) == Path.GetFullPath(options.Model))
                throw new ConfigurationException($"--out {options.Out}: the output must not be the input model");
            var (console, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            var refused = QuantizeRun.Run(options, console.WriteLine, TimeProvider.System);
            foreach (var file in refused)
                error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"streamlift: {file} was not written: {options.Precision.ToString().ToLowerInvariant()} increases the error on the test subjects by "
                            + $"more than {options.MaxErrorIncrease} mm"
                    )
                );
            return refused.Count > 0 ? CheckFailed : 0;
        });
        return command;
    }
}
