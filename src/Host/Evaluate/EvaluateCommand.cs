using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Evaluate;

/// <summary><c>streamlift evaluate</c>: compares the poses on a topic with the recorded ground truth.</summary>
internal static class EvaluateCommand
{
    private const string Help = """
        Compare the poses on a topic with the ground truth of the motion that `produce` sent; produce's own flags select the motion.
        Prints the mean joint error (protocol 1) and the error after Procrustes alignment (protocol 2), by action. Exit code 1 if frames
        are missing, including those that `run --deadline` skipped.

        Example:
          streamlift evaluate --bootstrap localhost:9092 --topic poses --truth data_3d_h36m.npz --subjects S9,S11
        """;

    public static Command Create(Terminal terminal)
    {
        var (broker, truth) = (new BrokerFlags("topic of poses, read from its beginning to its current end"), new MotionFlags("--truth"));
        var encoding = new Option<string>("--encoding")
        {
            Description = "encoding of records without a content-type header",
            HelpName = "json|protobuf",
            DefaultValueFactory = _ => "json",
        };
        var json = new Option<bool>("--json") { Description = "print one JSON object on stdout and nothing else" };
        var command = new Command("evaluate", Help);
        broker.AddTo(command);
        truth.AddTo(command);
        command.Options.Add(encoding);
        command.Options.Add(json);
        command.SetAction(
            (parsed, stop) =>
                EvaluateRun.RunAsync(
                    new EvaluateOptions
                    {
                        Broker = broker.Read(parsed),
                        Truth = truth.Read(parsed),
                        Encoding = EncodingName.Parse(parsed.GetValue(encoding)!),
                        Json = parsed.GetValue(json),
                    },
                    terminal,
                    stop
                )
        );
        return command;
    }
}
