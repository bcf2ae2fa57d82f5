using System.CommandLine;
using StreamLift.Bench;
using StreamLift.Training.Quantization;
using TorchSharp;

var data = new Option<string>("--data") { Description = "Recorded motion for the batches", Required = true };
var batches = new Option<string>("--batches") { Description = "The file of the batches", Required = true };
var size = new Option<int>("--batch") { DefaultValueFactory = _ => 64, Description = "Poses per step" };
var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 10, Description = "Duration of the measurement" };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "Threads of libtorch" };
var maxNorm = new Option<bool>("--max-norm") { Description = "Clip each weight matrix to norm 1, as the paper's code does" };

var write = new Command("write", "Writes training batches of the paper's recipe") { data, batches };
write.SetAction(parsed => MadeBatches.Write(parsed.GetValue(data)!, parsed.GetValue(batches)!));
var run = new Command("run", "Runs training steps on the batches and prints poses per second") { batches, size, seconds, threads, maxNorm };
run.SetAction(parsed =>
{
    torch.set_num_threads(parsed.GetValue(threads));
    Console.WriteLine(
        FormattableString.Invariant(
            $"{Steps.Rate(MadeBatches.Read(parsed.GetValue(batches)!), parsed.GetValue(size), parsed.GetValue(maxNorm), parsed.GetValue(seconds)):F0}"
        )
    );
});
var model = new Option<string>("--model") { Description = "The fp32 model", Required = true };
var output = new Option<string>("--out") { Description = "The int8 model", Required = true };
var bits = new Option<int>("--bits") { Description = "Bits of the weights", Required = true };
var quantize = new Command("quantize", "Makes an int8 model like 'streamlift quantize', with weights of this many bits") { model, data, output, bits };
quantize.SetAction(parsed =>
{
    var options = new QuantizeOptions(parsed.GetValue(model)!, parsed.GetValue(data)!, parsed.GetValue(output)!, "bench/weight-bits")
    {
        WeightRange = WeightRange.ForBits(parsed.GetValue(bits)),
    };
    return QuantizeRun.Run(options, Console.WriteLine, TimeProvider.System).Count;
});
return new RootCommand("Measures training steps for bench/training, and makes int8 models with other weights for bench/weight-bits") { write, run, quantize }
    .Parse(args)
    .Invoke();
