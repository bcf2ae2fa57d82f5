using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;

namespace StreamLift.Host.Viewing;

/// <summary><c>streamlift view</c>: a topic of people or poses live in a browser.</summary>
internal static class ViewCommand
{
    private const string Help = """
        Show a topic of people (the output of `fuse`) or of poses (the output of `run`) live, in 3D, on a web page, until SIGTERM or Ctrl+C.
        It reads what is sent from now on, joins no group and commits nothing. Without a viewer it reads nothing.

        Example:
          streamlift view --bootstrap localhost:9092 --topic people --rig hall.json --poses poses
        """;

    public static Command Create(Terminal terminal)
    {
        var (broker, flags) = (new BrokerFlags("topic of people or poses"), new ViewFlags());
        var poses = new Option<string?>("--poses")
        {
            Description = "with a topic of people: the topic of poses with keypoints that they were made of, for the 2D of each camera",
            HelpName = "TOPIC",
        };
        var rig = new Option<string>("--rig")
        {
            Description = "files of rigs, separated by commas, to show the cameras; recordings of Human3.6M need none",
            HelpName = "FILE",
            DefaultValueFactory = _ => "",
        };
        var layouts = new Option<string>("--layouts")
        {
            Description = "file of custom layouts (JSON)",
            HelpName = "FILE",
            DefaultValueFactory = _ => "",
        };
        var encoding = new Option<string>("--encoding")
        {
            Description = "encoding of records without a content-type header",
            HelpName = "json|protobuf",
            DefaultValueFactory = _ => "json",
        };
        var command = new Command("view", Help);
        broker.AddTo(command);
        foreach (var option in (Option[])[poses, rig, layouts, encoding])
            command.Options.Add(option);
        flags.AddTo(command);
        command.SetAction(
            (parsed, stop) =>
                ViewRun.RunAsync(
                    new ViewOptions
                    {
                        Broker = broker.Read(parsed),
                        Poses = parsed.GetValue(poses),
                        Rig = parsed.GetValue(rig)!,
                        Layouts = parsed.GetValue(layouts)!,
                        Encoding = EncodingName.Parse(parsed.GetValue(encoding)!),
                        Address = flags.Read(parsed),
                    },
                    terminal,
                    stop
                )
        );
        return command;
    }
}
