using System.CommandLine;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;

namespace StreamLift.Training.Commands;

/// <summary><c>export</c>: a model of a checkpoint.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var checkpoint = new Option<string>("--checkpoint") { Description = "Of a finished run (.safetensors)", Required = true };
        var output = new Option<string>("--out") { Description = "The model (.onnx)", Required = true };
        var command = new Command("export", "Writes the model of a checkpoint.\nExample: streamlift export --checkpoint model.safetensors --out model.onnx")
        {
            checkpoint, output,
        };
        command.SetAction(result =>
        {
            var path = result.GetRequiredValue(output);
            OutputFile.Require(path);
            var model = Exporter.Export(
                Checkpoint.Read(result.GetRequiredValue(checkpoint)), Path.GetFileNameWithoutExtension(path), TimeProvider.System.GetUtcNow());
            File.WriteAllBytes(path, model);
            result.InvocationConfiguration.Output.WriteLine($"wrote {path}");
            return 0;
        });
        return command;
    }
}
