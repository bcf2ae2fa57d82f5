using System.CommandLine;
using StreamLift.Bench;
using StreamLift.Training.Quantization;
using TorchSharp;

var data = new Option<string>("--data") { Description = "Recorded motion to make batches of", Required = true };
var batches = new Option<string>("--batches") { Description = "Where they are, or are written", Required = true };
var size = new Option<int>("--batch") { DefaultValueFactory = _ => 64, Description = "Poses a step" };
var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 10, Description = "How long to measure" };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "Of libtorch" };
var maxNorm = new Option<bool>("--max-norm") { Description = "Each weight matrix held to norm 1 after every step, as the authors' code does it" };

var write = new Command("write", "Writes poses as the paper's recipe has them, ready to be learnt from") { data, batches };
write.SetAction(parsed => MadeBatches.Write(parsed.GetValue(data)!, parsed.GetValue(batches)!));
var run = new Command("run", "Takes training steps over them and prints poses a second") { batches, size, seconds, threads, maxNorm };
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
var bits = new Option<int>("--bits") { Description = "Of its weights", Required = true };
var quantise = new Command("quantise", "Makes an int8 model as quantize does, with weights of so many bits") { model, data, output, bits };
quantise.SetAction(parsed =>
{
    var options = new QuantizeOptions(parsed.GetValue(model)!, parsed.GetValue(data)!, parsed.GetValue(output)!, "bench/weight-bits")
    {
        WeightRange = WeightRange.ForBits(parsed.GetValue(bits)),
    };
    return QuantizeRun.Run(options, Console.WriteLine, TimeProvider.System).Count;
});
return new RootCommand("Training's step alone, timed: bench/training runs it beside PyTorch. And int8 of other weights, for bench/weight-bits")
{
    write,
    run,
    quantise,
}
    .Parse(args)
    .Invoke();
