using System.CommandLine;
using System.Globalization;
using StreamLift.Host.Brokers;
using StreamLift.Host.Detections;
using StreamLift.Host.Motion;
using StreamLift.Host.Running;
using StreamLift.Host.Scenes;
using StreamLift.OptionParsing;
using StreamLift.Poses;

namespace StreamLift.Host.Produce;

/// <summary><c>streamlift produce</c>: sends recorded or synthetic motion to a topic, as a detector would.</summary>
internal static class ProduceCommand
{
    private const string Help = """
        Send keypoint frames of recorded or synthetic motion, or of a detector's files, to a topic: one stream for each take and camera.

        Example:
          streamlift produce --bootstrap localhost:9092 --topic keypoints --source synthetic --rate 30
          streamlift produce --bootstrap localhost:9092 --topic keypoints --source synthetic --endless --rate 30
          streamlift produce --bootstrap localhost:9092 --topic keypoints --source pose --image 1920x1080 --fps 30 --times recorded
          streamlift produce --source pose --image 1920x1080 --dry-run
          streamlift produce --bootstrap localhost:9092 --topic keypoints --source synthetic --people 3 --rate 30 --rig-out rig.json
        """;

    public static Command Create(Terminal terminal)
    {
        var broker = new BrokerFlags("topic that the frames go to", isRequired: false);
        var motion = new MotionFlags("--source", ", files of a detector (OpenPose, MMPose, AlphaPose … : docs/inputs.md)");
        var detections = new DetectionFlags();
        var scenes = new SceneFlags();
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
            Description =
                "layout to send; joints that the data lacks are sent as not seen. Of detectors' files: the layout that they have [default: the data's own]",
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
        var times = new Option<string>("--times")
        {
            Description = "capture times: now, the time of sending; or recorded, --start plus the frame's number divided by the frame rate",
            HelpName = "now|recorded",
            DefaultValueFactory = _ => "now",
        };
        var start = new Option<string>("--start") { Description = "with --times recorded or --people: the time of frame 0 [default: now]", HelpName = "TIME" };
        var fps = new OptionalNumberOption<double>("--fps")
        {
            Description = "with --times recorded or --people: frames per second of the recording [default: the data's own]",
            HelpName = "HZ",
        };
        var key = new Option<string?>("--key")
        {
            Description =
                "the key of the records: the stream, or its rig: the stream's name up to the last /, so that all cameras of a take share "
                + "a partition [default: stream; rig with --people]",
            HelpName = "stream|rig",
        };
        key.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "stream", "rig");
        var dry = new Option<bool>("--dry-run") { Description = "send nothing: print the streams and the first message. Needs no broker" };
        var create = new Option<bool>("--create-topics") { Description = "create the topic if it does not exist" };

        var command = new Command("produce", Help);
        broker.AddTo(command);
        motion.AddTo(command);
        detections.AddTo(command);
        scenes.AddTo(command);
        foreach (var option in (Option[])[rate, endless, layout, layouts, encoding, many, key, times, start, fps, dry, create])
            command.Options.Add(option);
        command.SetAction(
            async (parsed, stop) =>
            {
                if (!parsed.GetValue(dry) && broker.Missing(parsed) is { Count: > 0 } missing)
                    throw new ConfigurationException([.. missing.Select(name => $"{name} is missing; only --dry-run works without")]);
                var selected = motion.Read(parsed);
                var recordedTimes = CaptureTimes.IsRecorded(parsed.GetValue(times)!);
                var scene = scenes.Read(parsed);
                // A scene has times of its own, and recorded people need the rate of their recording in any case.
                if (!recordedTimes && scene is null && (parsed.GetValue(start) is not null || parsed.GetValue(fps) is not null))
                    throw new ConfigurationException("--start and --fps: only with --times recorded; --rate sets the pace of sending");
                var options = new ProduceOptions
                {
                    Broker = parsed.GetValue(dry) ? null : broker.Read(parsed),
                    Motion = selected,
                    Detections = detections.Read(parsed, selected.Source),
                    GivenOfDetections = detections.Given(parsed),
                    Scene = scene,
                    HasRecordedTimes = recordedTimes,
                    Start = parsed.GetValue(start) is { } time ? CaptureTimes.ParseStart(time) : null,
                    RecordedRate = parsed.GetValue(fps) is null or (> 0 and <= 1e6)
                        ? parsed.GetValue(fps)
                        : throw new ConfigurationException($"--fps {parsed.GetValue(fps)}: frames per second, above 0"),
                    Rate = Hertz(parsed.GetValue(rate)!),
                    Endless = parsed.GetValue(endless),
                    Layout = parsed.GetValue(layout),
                    Layouts = parsed.GetValue(layouts),
                    Encoding = EncodingName.Parse(parsed.GetValue(encoding)!),
                    FramesPerRecord = parsed.GetValue(many) is >= 1 and <= 10_000 and var frames
                        ? frames
                        : throw new ConfigurationException($"--frames-a-record {parsed.GetValue(many)}: from 1 to 10000"),
                    IsKeyedByRig = parsed.GetValue(key)?.Equals("rig", StringComparison.OrdinalIgnoreCase) ?? scene is not null,
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
