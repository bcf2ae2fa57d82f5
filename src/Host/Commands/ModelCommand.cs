using System.CommandLine;
using StreamLift.Host.Settings;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;

namespace StreamLift.Host.Commands;

/// <summary><c>streamlift model FILE</c>: a model's card.</summary>
internal static class ModelCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "the ONNX file [default: the model that comes with StreamLift]",
            DefaultValueFactory = _ => DefaultModel.Path,
        };
        var json = new Option<bool>("--json") { Description = "print the card as JSON" };
        var command = new Command("model", "Print a model's card.\n\nExample:\n  streamlift model models/streamlift-image.onnx") { file, json };
        command.SetAction(parsed =>
        {
            using var model = LifterModel.Open(parsed.GetValue(file)!, new LifterOptions { Device = Device.Cpu });
            terminal.Output.WriteLine(parsed.GetValue(json) ? model.Card.ToJson() : CardText.Of(model));
        });
        return command;
    }
}
