using System.CommandLine;
using StreamLift.Bench;
using StreamLift.Lifter;

// The load for bench/run: fills a topic, measures how fast it was emptied, measures latency at a fixed rate; and for bench/loading. JSON on stdout; Markdown for bench/gpu.
var bootstrap = new Option<string>("--bootstrap") { Required = true };
var input = new Option<string>("--input") { Required = true };
var output = new Option<string>("--output") { Required = true };
var frames = new Option<int>("--frames") { DefaultValueFactory = _ => 300_000 };
var people = new Option<int>("--people") { DefaultValueFactory = _ => 1 };
var encoding = new Option<string>("--encoding") { DefaultValueFactory = _ => "json" };
var framesARecord = new Option<int>("--frames-a-record") { DefaultValueFactory = _ => 1 };
var rate = new Option<int>("--rate") { DefaultValueFactory = _ => 1000 };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20 };

var fill = new Command("fill", "Fill the input topic.") { bootstrap, input, frames, people, encoding, framesARecord };
fill.SetAction(parsed => Fill.Run(parsed.GetValue(bootstrap)!, parsed.GetValue(input)!, parsed.GetValue(frames), parsed.GetValue(people), parsed.GetValue(encoding)!, parsed.GetValue(framesARecord)));
var emptied = new Command("emptied", "Say how fast the output topic was filled, by its records' own timestamps.") { bootstrap, output, people, framesARecord };
emptied.SetAction(parsed => Emptied.Run(parsed.GetValue(bootstrap)!, parsed.GetValue(output)!, parsed.GetValue(people), parsed.GetValue(framesARecord)));
var latency = new Command("latency", "Send at a fixed rate and time each frame until its pose is in hand.") { bootstrap, input, output, rate, seconds, people, encoding };
latency.SetAction(parsed => Latency.Run(parsed.GetValue(bootstrap)!, parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(people), parsed.GetValue(encoding)!));
var model = new Option<string>("--model") { Required = true };
var precision = new Option<string>("--precision") { DefaultValueFactory = _ => "auto" };
var table = new Option<string>("--table") { Description = "by batch size and threads, fp32 and int8; Markdown here, JSON in this file" };
var inference = new Command("inference", "Time the network alone.") { model, precision, table };
inference.SetAction(parsed => parsed.GetValue(table) is { } json
    ? Inference.Table(parsed.GetValue(model)!, File.Exists(LifterModel.Int8Beside(parsed.GetValue(model)!)) ? ["fp32", "int8"] : ["fp32"], json)
    : Inference.Run(parsed.GetValue(model)!, parsed.GetValue(precision)!));
var peak = new Command("peak", "Time the cores' own arithmetic: the most that any network could reach.");
peak.SetAction(_ => Peak.Run());
var data = new Option<string>("--data") { Required = true };
var detections = new Option<string>("--detections") { DefaultValueFactory = _ => "gt" };
var loading = new Command("loading", "Time recorded motion into memory.") { data, detections };
loading.SetAction(parsed => Loading.Run(parsed.GetValue(data)!, parsed.GetValue(detections)!));
var device = new Option<Device>("--device") { DefaultValueFactory = _ => Device.Cuda };
var maxBatch = new Option<int>("--max-batch") { DefaultValueFactory = _ => 256 };
var cache = new Option<string>("--engine-cache") { DefaultValueFactory = _ => "" };
LifterOptions Gpu(ParseResult parsed) => new()
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
return new RootCommand("Load for bench/run, bench/loading and bench/gpu.") { fill, emptied, latency, inference, peak, loading, gpu, loss }.Parse(args).Invoke();
