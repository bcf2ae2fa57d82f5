using System.CommandLine;
using System.Globalization;
using StreamLift.Bench;
using StreamLift.Host.Bench;
using StreamLift.Host.Brokers;
using StreamLift.Host.Commands;
using StreamLift.Host.Motion;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Models;
using StreamLift.Wire;

// The measuring programs for the scripts in bench/, made from parts of `streamlift bench`. They fill a topic, measure how fast it is emptied, and
// measure the latency at a fixed rate. They print JSON, and Markdown for bench/gpu.
var bootstrap = new Option<string>("--bootstrap") { Required = true };
var input = new Option<string>("--input") { Required = true };
var output = new Option<string>("--output") { Required = true };
var frames = new Option<int>("--frames") { DefaultValueFactory = _ => 300_000 };
var people = new Option<int>("--people") { DefaultValueFactory = _ => 1 };
var encoding = new Option<string>("--encoding") { DefaultValueFactory = _ => "json" };
var framesARecord = new Option<int>("--frames-a-record") { DefaultValueFactory = _ => 1 };
var rate = new Option<int>("--rate") { DefaultValueFactory = _ => 1000 };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20 };
var warmUp = new Option<int>("--warm-up") { DefaultValueFactory = _ => 10, Description = "seconds that are not counted before --seconds" };
var times = new Option<string>("--times") { Description = "write here when each frame was sent, acknowledged and received" };
var compression = new Option<string>("--compression") { DefaultValueFactory = _ => "none" };
var since = new Option<long>("--since") { Description = "older records, Unix ms, don't count" };
var records = new Option<long>("--await") { Description = "wait until the topic holds so many records" };
var watched = new Option<bool>("--watch") { Description = "with --await: the rate by this program's clock, from the first record that it sees" };

var fill = new Command("fill", "Fill the input topic.") { bootstrap, input, frames, people, encoding, framesARecord, compression };
fill.SetAction(parsed =>
{
    var (filled, perSecond) = TopicLoader.Run(
        Broker(parsed, ("compression.type", parsed.GetValue(compression)!)),
        parsed.GetValue(input)!,
        parsed.GetValue(frames),
        parsed.GetValue(people),
        Encoding(parsed),
        parsed.GetValue(framesARecord),
        CancellationToken.None
    );
    Say($$"""{"filled":{{filled}},"perSecond":{{perSecond:F0}}}""");
    return filled == parsed.GetValue(frames) ? 0 : 1;
});
var emptied = new Command("emptied", "Say how fast the output topic was filled, by its records' own timestamps.")
{
    bootstrap,
    output,
    people,
    framesARecord,
    since,
    records,
    watched,
};
emptied.SetAction(parsed =>
{
    var (broker, topic) = (Broker(parsed), parsed.GetValue(output)!);
    if (parsed.GetValue(records) is > 0 and var all && parsed.GetValue(watched))
    {
        var seconds = TopicDrain.Watch(broker, topic, all, CancellationToken.None);
        Say($$"""{"records":{{all}},"frames":{{all}},"seconds":{{seconds:F3}},"posesPerSecond":{{all * parsed.GetValue(people) / seconds:F0}}}""");
        return;
    }

    if (parsed.GetValue(records) is > 0 and var least)
        TopicDrain.Await(broker, topic, least, CancellationToken.None);
    var found = TopicDrain.Read(broker, topic, severalARecord: parsed.GetValue(framesARecord) > 1, parsed.GetValue(since), CancellationToken.None);
    Say(
        $$"""{"records":{{found.Records}},"frames":{{found.Frames}},"seconds":{{found.Seconds:F3}}"""
            + $$""","posesPerSecond":{{found.PerSecond * parsed.GetValue(people):F0}}}"""
    );
});
var latency = new Command("latency", "Send at a fixed rate and time each frame until its pose is in hand.")
{
    bootstrap,
    input,
    output,
    rate,
    seconds,
    warmUp,
    people,
    encoding,
    times,
};
latency.SetAction(parsed =>
{
    var file = parsed.GetValue(times);
    var taken = file is null ? null : new FrameTimes();
    var found = new Latency(Broker(parsed), parsed.GetValue(input)!, parsed.GetValue(output)!)
    {
        Rate = parsed.GetValue(rate),
        Seconds = parsed.GetValue(seconds),
        WarmUp = parsed.GetValue(warmUp),
        People = parsed.GetValue(people),
        Encoding = Encoding(parsed),
        OnAcknowledged = taken is null ? null : taken.Acknowledged,
        OnReceived = taken is null ? null : taken.Received,
    }.Run(CancellationToken.None);
    taken?.Write(file!);
    Say(Latencies(found));
});
var trace = new Option<string>("--trace") { Required = true, Description = "the service's events, a .nettrace file" };
var slowest = new Option<int>("--slowest") { DefaultValueFactory = _ => 100 };
var steps = new Command("slowest", "Say in which stage the slowest frames of `latency --times` spent their time.") { times, trace, slowest };
steps.SetAction(parsed => SlowestFrames.Run(parsed.GetValue(times)!, parsed.GetValue(trace)!, parsed.GetValue(slowest)));
var command = new Argument<string[]>("command") { Arity = ArgumentArity.OneOrMore };
var firstPose = new Command("first", "Time a command, named after --, from its start to its first record in the output topic.") { bootstrap, output, command };
firstPose.SetAction(parsed => FirstPose.Run(Broker(parsed), parsed.GetValue(output)!, parsed.GetValue(command)!));
var cameras = new Option<int>("--cameras") { DefaultValueFactory = _ => 4 };
var rigLatency = new Command("rig-latency", "Send the frames of a rig's cameras at a fixed rate and time each instant until its people are in hand.")
{
    bootstrap,
    input,
    output,
    rate,
    seconds,
    people,
    cameras,
};
rigLatency.SetAction(parsed =>
{
    var latency = new RigLatency(Broker(parsed), parsed.GetValue(input)!, parsed.GetValue(output)!)
    {
        Rate = parsed.GetValue(rate),
        Seconds = parsed.GetValue(seconds),
        People = parsed.GetValue(people),
        Cameras = parsed.GetValue(cameras),
    };
    Say(Latencies(latency.Run(CancellationToken.None)));
});
var address = new Option<string>("--address") { Required = true };
var viewerCount = new Option<int>("--viewers") { DefaultValueFactory = _ => 10 };
var frozen = new Option<int>("--frozen");
var viewers = new Command("viewers", "Watch the live viewer at an address, until it ends, the time is over or SIGTERM.")
{
    address,
    viewerCount,
    frozen,
    seconds,
};
viewers.SetAction(
    async (parsed, stop) =>
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(seconds)));
        var seen = await new Viewers(new Uri(parsed.GetValue(address)!)).RunAsync(parsed.GetValue(viewerCount), parsed.GetValue(frozen), end.Token);
        Say($$"""{"frames":{{seen.Frames}},"bytes":{{seen.Bytes}},"dropped":{{seen.Dropped}}}""");
    }
);
var truth = new Option<string>("--truth") { Required = true };
var room = new Command("people", "Fill a topic with people of a rig, by a file of `produce --truth-out`.") { bootstrap, output, truth, encoding };
room.SetAction(parsed => PeopleLoader.Run(Broker(parsed), parsed.GetValue(output)!, parsed.GetValue(truth)!, Encoding(parsed)));
var group = new Option<string>("--group") { Required = true };
var untilEnd = new Option<bool>("--until-end");
var relay = new Command("relay", "Copy records as they come: Kafka alone.") { bootstrap, input, output, group, untilEnd };
relay.SetAction(parsed => Relay.Run(Broker(parsed), parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.GetValue(group)!, parsed.GetValue(untilEnd)));
var model = new Option<string>("--model") { Required = true };
var precision = new Option<string>("--precision") { DefaultValueFactory = _ => "auto" };
var table = new Option<string>("--table") { Description = "by batch size and threads, fp32 and int8; Markdown here, JSON in this file" };
var inference = new Command("inference", "Time the network alone.") { model, precision, table };
inference.SetAction(parsed =>
    parsed.GetValue(table) is { } json
        ? Inference.Table(parsed.GetValue(model)!, File.Exists(LifterModel.Int8Beside(parsed.GetValue(model)!)) ? ["fp32", "int8"] : ["fp32"], json)
        : Inference.Run(parsed.GetValue(model)!, parsed.GetValue(precision)!)
);
var models = new Option<string[]>("--model") { Required = true };
var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 24 };
var turns = new Command("turns", "Time networks alone by turns, one thread, batches of 256, in seconds of processor time.") { models, rounds };
turns.SetAction(parsed => Turns.Run(parsed.GetValue(models)!, parsed.GetValue(rounds), new LifterOptions().MaxBatch));
var rows = new Option<int>("--rows") { DefaultValueFactory = _ => 320 };
var bits = new Command("bits", "Say the SHA-256 of what a model gives for rows that are the same everywhere.") { model, rows };
bits.SetAction(parsed => Bits.Run(parsed.GetValue(model)!, parsed.GetValue(rows)));
var peak = new Command("peak", "Time the cores' own arithmetic: the most that any network could reach.");
peak.SetAction(_ => Peak.Run());
var data = new Option<string>("--data") { Required = true };
var detections = new Option<string>("--detections") { DefaultValueFactory = _ => "gt" };
var loading = new Command("loading", "Time recorded motion into memory.") { data, detections };
loading.SetAction(parsed => Loading.Run(parsed.GetValue(data)!, parsed.GetValue(detections)!));
var subjects = new Option<string>("--subjects") { DefaultValueFactory = _ => "S9,S11" };
var layout = new Option<string>("--layout") { DefaultValueFactory = _ => "coco17" };
var every = new Option<int>("--every") { DefaultValueFactory = _ => 16 };
var frontOnly = new Option<bool>("--front-only");
var anyway = new Option<bool>("--anyway");
var hidden = new Command("hidden-joints", "Measure a model with parts of the body hidden.") { model, data, subjects, layout, every, frontOnly, anyway };
hidden.SetAction(parsed =>
    HiddenJoints.Run(
        parsed.GetValue(model)!,
        parsed.GetValue(data)!,
        parsed.GetValue(subjects)!,
        parsed.GetValue(layout)!,
        parsed.GetValue(every),
        parsed.GetValue(frontOnly),
        parsed.GetValue(anyway)
    )
);
var watching = new Command("watching", "Measure what it costs to look for what is probably wrong with streams.") { model, people, encoding, rounds };
watching.SetAction(parsed => Watching.Run(parsed.GetValue(model)!, parsed.GetValue(people), Encoding(parsed), parsed.GetValue(rounds)));
var device = new Option<Device>("--device") { DefaultValueFactory = _ => Device.Cuda };
var maxBatch = new Option<int>("--max-batch") { DefaultValueFactory = _ => 256 };
var cache = new Option<string>("--engine-cache") { DefaultValueFactory = _ => "" };
LifterOptions Gpu(ParseResult parsed) =>
    new()
    {
        Model = parsed.GetValue(model)!,
        Device = parsed.GetValue(device),
        Precision = Enum.Parse<Precision>(parsed.GetValue(precision)!, ignoreCase: true),
        MaxBatch = parsed.GetValue(maxBatch),
        EngineCache = parsed.GetValue(cache)!,
    };
var gpu = new Command("gpu", "Verify a device against the CPU, and time it.") { model, precision, device, maxBatch, cache };
gpu.SetAction(parsed => new GpuVerification(parsed.GetValue(model)!, Gpu(parsed)).Run());
var loss = new Command("gpu-loss", "See what is said when the GPU is lost.") { model, precision, device, maxBatch, cache };
loss.SetAction(parsed => GpuLoss.Run(Gpu(parsed)));
return new RootCommand("Load for the scripts in bench/.")
{
    fill,
    emptied,
    latency,
    steps,
    firstPose,
    rigLatency,
    viewers,
    room,
    relay,
    SamePoses.Command(bootstrap, input, output),
    inference,
    turns,
    bits,
    peak,
    loading,
    hidden,
    watching,
    gpu,
    loss,
}
    .Parse(args)
    .Invoke();

BenchBroker Broker(ParseResult parsed, params (string Key, string Value)[] properties) =>
    new(parsed.GetValue(bootstrap)!, properties.ToDictionary(property => property.Key, property => property.Value));

WireEncoding Encoding(ParseResult parsed) => EncodingName.Parse(parsed.GetValue(encoding)!);

static string Latencies(LatencyStatistics found) =>
    $$"""{"frames":{{found.Frames}},"rate":{{found.Rate}},"p50":{{found.P50:F2}},"p99":{{found.P99:F2}},"p999":{{found.P999:F2}},"max":{{found.Max:F2}}}""";

static void Say(string line) => Console.WriteLine(line);
