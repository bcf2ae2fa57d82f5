using System.CommandLine;
using System.Globalization;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Shared;
using StreamLift.Training.Learning;
using StreamLift.Training.Quantisation;

namespace StreamLift.Training.Commands;

/// <summary><c>quantize</c>: an int8 or fp16 model of an fp32 one.</summary>
internal static class QuantizeCommand
{
    private const int CheckFailed = 1;

    public static Command Create()
    {
        var model = new Option<string>("--model")
        {
            Description = "The fp32 model (.onnx), as 'train' or 'export' wrote it; with {action} in its name one an action, and in --out as well",
            Required = true,
        };
        var data = new Option<string>("--data")
        {
            Description = "Recorded motion: its training subjects give the ranges, S9 and S11 say what int8 costs",
            Required = true,
        };
        var detections = new Option<string>("--detections")
        {
            Description = "The 2D of --data, best what the model was trained on. gt: the truth, projected; sh: Stacked Hourglass beside the data; or a path",
            DefaultValueFactory = _ => TrainingData.Truth,
        };
        var output = new Option<string>("--out")
        {
            Description = "The new model; 'run' looks for X.int8.onnx, and on a GPU X.fp16.onnx, beside X.onnx",
            Required = true,
        };
        var precision = new ChoiceOption<Precision>("--precision")
        {
            Description = "int8, for CPUs, or fp16, for GPUs",
            DefaultValueFactory = _ => Precision.Int8,
        };
        precision.AcceptOnlyFromAmong("int8", "fp16");
        var command = new Command(
            "quantize",
            "Makes an int8 or fp16 model of an fp32 one, or none where it would cost more than 0.3 mm (exit code 1).\nExample: streamlift quantize "
                + "--model model.onnx --data ../shared/data/cmu/cmu36m --out model.int8.onnx"
        )
        {
            model,
            data,
            detections,
            output,
            precision,
        };
        command.SetAction(result =>
        {
            var options = new QuantiseOptions(
                result.GetRequiredValue(model),
                result.GetRequiredValue(data),
                result.GetRequiredValue(output),
                CommandText.Of(result)
            )
            {
                Detections = result.GetRequiredValue(detections),
                Precision = result.GetValue(precision),
            };
            OutputFile.Require(options.Out);
            if (Path.GetFullPath(options.Out) == Path.GetFullPath(options.Model))
                throw new ConfigurationException($"--out {options.Out}: that is the model itself");
            var (console, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            var refused = QuantiseRun.Run(options, console.WriteLine, TimeProvider.System);
            foreach (var file in refused)
                error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"streamlift: {options.Precision.ToString().ToLowerInvariant()} costs more than {options.Allowed} mm on the test subjects: "
                            + $"{file} was not written"
                    )
                );
            return refused.Count > 0 ? CheckFailed : 0;
        });
        return command;
    }
}
