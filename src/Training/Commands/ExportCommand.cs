using System.CommandLine;
using System.Globalization;
using StreamLift.Datasets.Rigs;
using StreamLift.OptionParsing;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Commands;

/// <summary><c>export</c>: makes a model from a checkpoint.</summary>
internal static class ExportCommand
{
    private const int CheckFailed = 1;

    public static Command Create()
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "The checkpoint of a training run (.safetensors)", Required = true };
        var data = new Option<string>("--data")
        {
            Description = "Recorded motion for the evaluation of a run that was stopped. A finished run is already measured",
        };
        var calibrate = new Option<bool>("--calibrate")
        {
            Description = "With --data: calibrate sigma anew on the people who were held out, and measure the run again",
        };
        var weights = new Option<string>("--weights")
        {
            Description =
                "fp16: the file stores the weights in 16 bits and is half as large. The model is still computed in fp32, at the same speed. Needs --data, to "
                + "measure what the rounding costs. Not the fp16 model for GPUs, which 'quantize' makes",
            DefaultValueFactory = _ => "fp32",
        };
        weights.AcceptOnlyFromAmong("fp32", CardWeights.Fp16);
        var output = new Option<string>("--out") { Description = "The model file to write (.onnx)", Required = true };
        var command = new Command("export", "Exports a model from a checkpoint.\nExample: streamlift export --checkpoint model.safetensors --out model.onnx")
        {
            checkpoint,
            data,
            calibrate,
            weights,
            output,
        };
        var rig = new RigFlags();
        rig.AddTo(command);
        command.SetAction(result =>
        {
            var path = result.GetRequiredValue(output);
            OutputFileCheck.Require(path);
            var run = Checkpoint.Read(result.GetRequiredValue(checkpoint));
            if (result.GetValue(calibrate) && result.GetValue(data) is null)
                throw new ConfigurationException("--calibrate needs --data, the motion that the run was trained on");
            var isFp16 = result.GetValue(weights) == CardWeights.Fp16;
            if (isFp16 && result.GetValue(data) is null)
                throw new ConfigurationException("--weights fp16 needs --data, the motion that the run was trained on, to measure what the rounding costs");
            var (isMeasured, isCalibrated) = (run.Record.Errors is not null, result.GetValue(calibrate));
            TrainingData? measured = null;
            if ((!isMeasured || isCalibrated || isFp16) && result.GetValue(data) is { } motion)
            {
                measured = TrainingData.Open(
                    motion,
                    run.Record.HoldOut.Length > 0 ? run.Record.HoldOut.Split(',') : [],
                    run.Record.Detections,
                    RigOptions.Parse(rig.Read(result)) with
                    {
                        AsHuman36m = SkeletonOption.IsNamedIn(run.Record.RecipeChanges),
                    }
                );
                if (!isMeasured || isCalibrated)
                    run = isCalibrated ? Exporter.Recalibrate(run, measured) : Exporter.Measure(run, measured);
            }

            var (network, card) = Exporter.Parts(run, Path.GetFileNameWithoutExtension(path), TimeProvider.System.GetUtcNow());
            var (console, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            if (!isFp16)
                File.WriteAllBytes(path, OnnxFile.Write(network, card));
            else if (!WriteFp16(path, network, card, measured!, console, error))
                return CheckFailed;
            console.WriteLine($"wrote {path}");
            return 0;
        });
        return command;
    }

    private static bool WriteFp16(string path, FoldedNetwork network, ModelCard card, TrainingData data, TextWriter console, TextWriter error)
    {
        var (rounded, isWritten) = Fp16WeightsExport.Write(path, network, card, data);
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"fp32 {card.Errors.Protocol1:F2} / {card.Errors.Protocol2:F2} mm; with weights in fp16 {rounded.Protocol1:F2} / {rounded.Protocol2:F2} mm"
            )
        );
        if (!isWritten)
            error.WriteLine(
                FormattableString.Invariant(
                    $"streamlift: {path} was not written: weights in fp16 increase the error by more than {Fp16WeightsExport.MaxErrorIncrease} mm"
                )
            );
        return isWritten;
    }
}
