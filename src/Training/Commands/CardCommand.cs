using System.CommandLine;
using StreamLift.Training.Export;

namespace StreamLift.Training.Commands;

/// <summary><c>card</c>: changes which joints must be seen, in the card of a model that exists.</summary>
internal static class CardCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model")
        {
            Description = "The model file (.onnx). The int8 and fp16 files beside it are changed too, because they refer to the model by its hash",
            Required = true,
        };
        var joints = new Option<string>("--required-joints")
        {
            Description = "Groups of joints, separated by commas. A person is lifted only if of each group at least one joint is seen. Empty: no groups",
            HelpName = "A|B,C|D",
            Required = true,
        };
        var command = new Command(
            "card",
            "Changes which joints must be seen, in the card of a model. The network is unchanged, but the model's id changes."
                + "\nExample: streamlift card --model model.onnx --required-joints 'RHip|LHip|RKnee|LKnee,Thorax|RShoulder|LShoulder|RElbow|LElbow'"
        )
        {
            model,
            joints,
        };
        command.SetAction(result =>
        {
            const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            string[][] groups = [.. result.GetRequiredValue(joints).Split(',', Trimmed).Select(group => group.Split('|', Trimmed))];
            foreach (var path in CardRewriter.Rewrite(result.GetRequiredValue(model), card => card with { RequiredJoints = groups.Length > 0 ? groups : null }))
                result.InvocationConfiguration.Output.WriteLine($"wrote {path}");
            return 0;
        });
        return command;
    }
}
