using System.CommandLine;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.OptionParsing;
using StreamLift.Poses;

namespace StreamLift.Host.RigChecks;

/// <summary><c>streamlift rig check</c>: how well each camera of a rig agrees with the people that were found.</summary>
internal static class RigCheckCommand
{
    private const string Help = """
        Check the cameras of a rig by a topic of people, the output of `fuse`: how often each camera took part, and how far people's joints are
        from where it saw them. With --poses, the topic that `fuse` read, each camera is measured by its own keypoints, and its clock too.
        Exit code 1 if a camera is beyond --limit.

        Example:
          streamlift rig check --bootstrap localhost:9092 --topic people --rig rig.json --poses poses --limit 8
        """;

    public static Command Create(Terminal terminal)
    {
        var broker = new BrokerFlags("topic of people, read from its beginning to its current end");
        var rig = new Option<string>("--rig")
        {
            Description = "rig file",
            HelpName = "FILE",
            Required = true,
        };
        var poses = new Option<string>("--poses") { Description = "topic of poses with their keypoints (`run --with-keypoints`)", HelpName = "TOPIC" };
        var limit = new OptionalNumberOption<double>("--limit") { Description = "largest median reprojection error of a camera, px", HelpName = "PX" };
        var encoding = new Option<string>("--encoding")
        {
            Description = "encoding of records without a content-type header",
            HelpName = "json|protobuf",
            DefaultValueFactory = _ => "json",
        };
        var json = new Option<bool>("--json") { Description = "print one JSON object on stdout and nothing else" };
        var command = new Command("check", Help);
        broker.AddTo(command);
        foreach (var option in (Option[])[rig, poses, limit, encoding, json])
            command.Options.Add(option);
        command.SetAction(
            (parsed, stop) =>
                RigCheckRun.RunAsync(
                    new RigCheckOptions
                    {
                        Broker = broker.Read(parsed),
                        Rig = parsed.GetValue(rig)!,
                        Poses = parsed.GetValue(poses),
                        LimitPixels = parsed.GetValue(limit) is null or > 0
                            ? parsed.GetValue(limit)
                            : throw new ConfigurationException($"--limit {parsed.GetValue(limit)}: px, above 0"),
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
