using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Host.Settings;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

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
        command.SetAction((parsed, stop) => ViewRun.RunAsync(Read(parsed), terminal, stop));
        return command;

        // All that is wrong, before a broker is asked.
        ViewOptions Read(ParseResult parsed)
        {
            var problems = new SettingsProblems();
            var topic = problems.Try(() => broker.Read(parsed));
            var address = problems.Try(() => flags.Read(parsed));
            var rigs = problems.Try(() => RigCatalogue.LoadAll(parsed.GetValue(rig)!));
            var path = parsed.GetValue(layouts)!;
            var skeletons = path.Length > 0 ? problems.Try(() => SkeletonCatalogue.Load(path)) : SkeletonCatalogue.BuiltIn;
            var options = problems.Try(() =>
                new ViewOptions
                {
                    Broker = topic!,
                    Poses = parsed.GetValue(poses),
                    Rigs = rigs!,
                    Layouts = skeletons!,
                    Encoding = EncodingName.Parse(parsed.GetValue(encoding)!),
                    Address = address!,
                }
            );
            problems.ThrowIfAny();
            return options!;
        }
    }
}
