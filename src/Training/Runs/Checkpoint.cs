using System.Text.Json;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Learning;
using StreamLift.Training.Networks;
using StreamLift.Training.Optimization;
using StreamLift.Training.Samples;
using static TorchSharp.torch;

namespace StreamLift.Training.Runs;

/// <summary>A run as it stands after an epoch: enough to go on bit by bit, and to export.</summary>
/// <param name="Record">What it is.</param>
/// <param name="Normalization">What it was trained with.</param>
/// <param name="Canary">A few rows of features: whole numbers of 34.</param>
/// <param name="Tensors">All numbers by name: the network's (<c>enter.weight</c>), their averages, Adam's moments.</param>
internal sealed record Checkpoint(RunRecord Record, Normalization Normalization, float[] Canary, IReadOnlyDictionary<string, float[]> Tensors)
{
    private const string RecordKey = "streamlift.run";
    private const string Average = "average.";
    private const string Lengths = "clipped.lengths";
    private const string FirstMoment = "adam.mean.";
    private const string SecondMoment = "adam.square.";

    public static Checkpoint Of(RunRecord record, Normalization normalization, float[] canary, TrainableNetwork learner) =>
        new(record, normalization, canary, TensorsOf(learner).ToDictionary(kept => kept.Key, kept => kept.Tensor.ToFloatArray()));

    /// <summary>Gives a fresh learner of the same shape, on whatever device, the numbers of this one.</summary>
    public void Restore(TrainableNetwork learner)
    {
        if (learner.WeightUpdate.MatrixNorms is { } free && (!Tensors.TryGetValue(Lengths, out var lengths) || lengths.Length != free.NumberOfElements))
            throw new ConfigurationException(
                "--resume: this run of the paper's recipe began before its max-norm was as in the paper's code, and can't go on; start it anew"
            );
        foreach (var (key, tensor) in TensorsOf(learner))
            tensor.CopyFrom(Tensors[key]);
    }

    /// <summary>The network of the averaged weights, in evaluation mode: what is exported.</summary>
    public LiftingNetwork Network() => LiftingNetwork.FromTensors(Record.Shape, name => Tensors[Average + name]);

    public void Write(string path) =>
        SafeTensors.Write(
            path,
            new Dictionary<string, string> { [RecordKey] = JsonSerializer.Serialize(Record) },
            [
                .. Tensors.Select(tensor => (tensor.Key, tensor.Value)),
                ("input.mean", Normalization.InputMean),
                ("input.deviation", Normalization.InputDeviation),
                ("output.mean", Normalization.OutputMean),
                ("output.deviation", Normalization.OutputDeviation),
                ("canary", Canary),
            ]
        );

    /// <exception cref="ConfigurationException">The file is missing, no checkpoint or incomplete.</exception>
    public static Checkpoint Read(string path)
    {
        var (metadata, tensors) = SafeTensors.Read(path);
        try
        {
            var record = JsonSerializer.Deserialize<RunRecord>(metadata[RecordKey])!;
            float[] Take(string name) => tensors.Remove(name, out var values) ? values : throw new KeyNotFoundException($"it has no {name}");
            var normalization = new Normalization(
                FeatureCatalogue.Named(record.Features),
                Take("input.mean"),
                Take("input.deviation"),
                Take("output.mean"),
                Take("output.deviation")
            );
            var checkpoint = new Checkpoint(record, normalization, Take("canary"), tensors);
            checkpoint.Check();
            return checkpoint;
        }
        catch (Exception e) when (e is KeyNotFoundException or JsonException or FormatException)
        {
            throw new ConfigurationException($"checkpoint {path} is not one of 'streamlift train': {e.Message}");
        }
    }

    private void Check()
    {
        using var network = new LiftingNetwork(Record.Shape, new DropoutMasks(0, 0, 0));
        foreach (var (name, tensor) in network.StateTensors)
        foreach (var key in new[] { name, Average + name })
            if (Tensors[key].Length != tensor.NumberOfElements)
                throw new FormatException($"{key} has {Tensors[key].Length} numbers, not {tensor.NumberOfElements}");
    }

    private static IEnumerable<(string Key, Tensor Tensor)> TensorsOf(TrainableNetwork learner)
    {
        foreach (var (name, tensor) in learner.Network.StateTensors)
            yield return (name, tensor);
        foreach (var (name, average) in learner.WeightUpdate.AveragedTensors)
            yield return (Average + name, average);
        if (learner.WeightUpdate.MatrixNorms is { } lengths)
            yield return (Lengths, lengths);
        foreach (var (name, mean, square) in learner.WeightUpdate.AdamMoments)
        {
            yield return (FirstMoment + name, mean);
            yield return (SecondMoment + name, square);
        }
    }
}
