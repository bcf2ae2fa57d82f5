using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Host.People;
using StreamLift.Poses;

namespace StreamLift.Host.Evaluate;

/// <summary><c>streamlift evaluate</c>: compares the poses on a topic with the recorded ground truth.</summary>
internal static class EvaluateCommand
{
    private const string Help = """
        Compare the poses on a topic with the ground truth of the motion that `produce` sent; produce's own flags select the motion.
        Prints the mean joint error (protocol 1) and the error after Procrustes alignment (protocol 2), by action. Exit code 1 if frames
        are missing, including those that `run --deadline` skipped.

        With --people, the topic holds people of rigs, the output of `fuse`, and the truth is a file of `produce --truth-out`, or recordings
        whose takes are rigs. Prints the error in the world, IDF1, id switches, missing people, ghosts, correct parts and the fit of sigma.

        Example:
          streamlift evaluate --bootstrap localhost:9092 --topic poses --truth data_3d_h36m.npz --subjects S9,S11
          streamlift evaluate --people --bootstrap localhost:9092 --topic people --truth truth.ndjson
        """;

    public static Command Create(Terminal terminal)
    {
        var (broker, truth) = (
            new BrokerFlags("topic of poses or people, read from its beginning to its current end"),
            new MotionFlags("--truth", "; with --people also a file of true poses")
        );
        var encoding = new Option<string>("--encoding")
        {
            Description = "encoding of records without a content-type header",
            HelpName = "json|protobuf",
            DefaultValueFactory = _ => "json",
        };
        var people = new Option<bool>("--people") { Description = "the topic holds people of rigs, the output of `fuse`" };
        var rig = new Option<string>("--rig-name") { Description = "with --people: score only this rig of several on the topic", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "print one JSON object on stdout and nothing else" };
        var command = new Command("evaluate", Help);
        broker.AddTo(command);
        truth.AddTo(command);
        command.Options.Add(encoding);
        command.Options.Add(people);
        command.Options.Add(rig);
        command.Options.Add(json);
        command.SetAction(
            (parsed, stop) =>
            {
                var options = new EvaluateOptions
                {
                    Broker = broker.Read(parsed),
                    Truth = truth.Read(parsed),
                    Encoding = EncodingName.Parse(parsed.GetValue(encoding)!),
                    IsPeople = parsed.GetValue(people),
                    RigName = parsed.GetValue(rig),
                    Json = parsed.GetValue(json),
                };
                if (options is { IsPeople: false, RigName: not null })
                    throw new ConfigurationException("--rig-name: only with --people");
                return options.IsPeople ? EvaluatePeopleRun.RunAsync(options, terminal, stop) : EvaluateRun.RunAsync(options, terminal, stop);
            }
        );
        return command;
    }
}
