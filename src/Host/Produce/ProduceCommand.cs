using System.CommandLine;
using System.Globalization;
using StreamLift.Host.Brokers;
using StreamLift.Host.Motion;
using StreamLift.Host.Running;
using StreamLift.OptionParsing;
using StreamLift.Poses;

namespace StreamLift.Host.Produce;

/// <summary><c>streamlift produce</c>: sends recorded or synthetic motion to a topic, as a detector would.</summary>
internal static class ProduceCommand
{
    private const string Help = """
        Send keypoint frames of recorded or synthetic motion to a topic: one stream for each take and camera.

        Example:
          streamlift produce --bootstrap localhost:9092 --topic keypoints --source synthetic --rate 30
          streamlift produce --bootstrap localhost:9092 --topic keypoints --source synthetic --endless --rate 30
        """;

    public static Command Create(Terminal terminal)
    {
        var (broker, motion) = (new BrokerFlags("topic that the frames go to"), new MotionFlags("--source"));
        var rate = new Option<string>("--rate")
        {
            Description = "frames per second of each stream, or max: as fast as the broker accepts them",
            HelpName = "HZ|max",
            DefaultValueFactory = _ => "max",
        };
        var endless = new Option<bool>("--endless")
        {
            Description = "with --source synthetic: run until stopped, with one stream per camera; the performer walks, waves and squats in turn",
        };
        var layout = new Option<string>("--layout")
        {
            Description = "layout to send; joints that the data lacks are sent as not seen [default: the data's own]",
            HelpName = "NAME",
        };
        var layouts = new Option<string>("--layouts") { Description = "file of custom layouts (JSON)", HelpName = "FILE" };
        var encoding = new Option<string>("--encoding")
        {
            Description = "encoding of the messages",
            HelpName = "json|protobuf",
            DefaultValueFactory = _ => "json",
        };
        var many = new NumberOption<int>("--frames-a-record")
        {
            Description = "frames of one stream per record, sent as a list when complete; 1: one frame per record, no list",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var create = new Option<bool>("--create-topics") { Description = "create the topic if it does not exist" };

        var command = new Command("produce", Help);
        broker.AddTo(command);
        motion.AddTo(command);
        foreach (var option in (Option[])[rate, endless, layout, layouts, encoding, many, create])
            command.Options.Add(option);
        command.SetAction(
            async (parsed, stop) =>
            {
                var options = new ProduceOptions
                {
                    Broker = broker.Read(parsed),
                    Motion = motion.Read(parsed),
                    Rate = Hertz(parsed.GetValue(rate)!),
                    Endless = parsed.GetValue(endless),
                    Layout = parsed.GetValue(layout),
                    Layouts = parsed.GetValue(layouts),
                    Encoding = EncodingName.Parse(parsed.GetValue(encoding)!),
                    FramesPerRecord = parsed.GetValue(many) is >= 1 and <= 10_000 and var frames
                        ? frames
                        : throw new ConfigurationException($"--frames-a-record {parsed.GetValue(many)}: from 1 to 10000"),
                    CreateTopics = parsed.GetValue(create),
                };
                using var signals = new Signals(stop);
                return await ProduceRun.RunAsync(options, terminal, signals.Stop);
            }
        );
        return command;
    }

    private static double? Hertz(string text)
    {
        if (text.Equals("max", StringComparison.OrdinalIgnoreCase))
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var hertz) && hertz is > 0 and <= 1e6
            ? hertz
            : throw new ConfigurationException($"--rate {text}: neither a number of frames per second nor max");
    }
}
