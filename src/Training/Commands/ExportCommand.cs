using System.CommandLine;
using StreamLift.Datasets.Rigs;
using StreamLift.OptionParsing;
using StreamLift.Poses;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Commands;

/// <summary><c>export</c>: makes a model from a checkpoint.</summary>
internal static class ExportCommand
{
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
        var output = new Option<string>("--out") { Description = "The model file to write (.onnx)", Required = true };
        var command = new Command("export", "Exports a model from a checkpoint.\nExample: streamlift export --checkpoint model.safetensors --out model.onnx")
        {
            checkpoint,
            data,
            calibrate,
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
            if ((run.Record.Errors is null || result.GetValue(calibrate)) && result.GetValue(data) is { } motion)
            {
                var measured = TrainingData.Open(
                    motion,
                    run.Record.HoldOut.Length > 0 ? run.Record.HoldOut.Split(',') : [],
                    run.Record.Detections,
                    RigOptions.Parse(rig.Read(result)) with
                    {
                        AsHuman36m = SkeletonOption.IsNamedIn(run.Record.RecipeChanges),
                    }
                );
                run = result.GetValue(calibrate) ? Exporter.Recalibrate(run, measured) : Exporter.Measure(run, measured);
            }

            var model = Exporter.Export(run, Path.GetFileNameWithoutExtension(path), TimeProvider.System.GetUtcNow());
            File.WriteAllBytes(path, model);
            result.InvocationConfiguration.Output.WriteLine($"wrote {path}");
            return 0;
        });
        return command;
    }
}
