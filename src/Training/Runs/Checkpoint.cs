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

/// <summary>The state of a run: enough to resume it with the same bits, and to export a model.</summary>
/// <param name="Record">Describes the run.</param>
/// <param name="Normalization">The normalization that the network is trained with.</param>
/// <param name="Canary">A few rows of features.</param>
/// <param name="Tensors">All tensors by name: the network's (<c>enter.weight</c>), their moving averages and Adam's moments.</param>
internal sealed record Checkpoint(RunRecord Record, Normalization Normalization, float[] Canary, IReadOnlyDictionary<string, float[]> Tensors)
{
    private const string RecordKey = "streamlift.run";
    private const string AveragePrefix = "average.";
    private const string ClippedNormsKey = "clipped.lengths";
    private const string FirstMomentPrefix = "adam.mean.";
    private const string SecondMomentPrefix = "adam.square.";

    public static Checkpoint Of(RunRecord record, Normalization normalization, float[] canary, TrainableNetwork network) =>
        new(record, normalization, canary, TensorsOf(network).ToDictionary(pair => pair.Key, pair => pair.Tensor.ToFloatArray()));

    /// <summary>Copies the tensors of this checkpoint to a new network of the same shape, on any device.</summary>
    public void Restore(TrainableNetwork network)
    {
        if (
            network.WeightUpdate.MatrixNorms is { } expected
            && (!Tensors.TryGetValue(ClippedNormsKey, out var norms) || norms.Length != expected.NumberOfElements)
        )
            throw new ConfigurationException(
                "--resume: the checkpoint was made by an older version whose recipe 'paper' had another max-norm. It can't be resumed: train from the start"
            );
        foreach (var (key, tensor) in TensorsOf(network))
            tensor.CopyFrom(Tensors[key]);
    }

    /// <summary>The network with the averaged weights, in evaluation mode. This is the network that is exported.</summary>
    public LiftingNetwork Network() => LiftingNetwork.FromTensors(Record.Shape, name => Tensors[AveragePrefix + name]);

    public void Write(string path)
    {
        using var network = new LiftingNetwork(Record.Shape, new DropoutMasks(0, 0, 0));
        var shapes = network.StateTensors.ToDictionary(pair => pair.Name, pair => pair.Tensor.shape);
        SafeTensors.Write(
            path,
            new Dictionary<string, string> { [RecordKey] = JsonSerializer.Serialize(Record) },
            [
                .. Tensors.Select(pair => (pair.Key, shapes.GetValueOrDefault(NetworkName(pair.Key)) ?? [pair.Value.Length], pair.Value)),
                ("input.mean", [Normalization.InputMean.Length], Normalization.InputMean),
                ("input.deviation", [Normalization.InputDeviation.Length], Normalization.InputDeviation),
                ("output.mean", [Normalization.OutputMean.Length], Normalization.OutputMean),
                ("output.deviation", [Normalization.OutputDeviation.Length], Normalization.OutputDeviation),
                ("canary", [Canary.Length / Normalization.InputWidth, Normalization.InputWidth], Canary),
            ]
        );
    }

    /// <exception cref="ConfigurationException">The file is missing, is not a checkpoint, or is incomplete.</exception>
    public static Checkpoint Read(string path)
    {
        var (metadata, tensors) = SafeTensors.Read(path);
        try
        {
            var record = JsonSerializer.Deserialize<RunRecord>(metadata[RecordKey])!;
            float[] Take(string name) => tensors.Remove(name, out var values) ? values : throw new KeyNotFoundException($"tensor {name} is missing");
            var normalization = new Normalization(
                FeatureCatalogue.Find(new FeatureSpec(record.Features, record.FeaturesVersion))
                    ?? throw new FormatException($"features {record.Features} version {record.FeaturesVersion} are not known"),
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
            throw new ConfigurationException($"{path} is not a checkpoint of 'streamlift train': {e.Message}");
        }
    }

    private void Check()
    {
        using var network = new LiftingNetwork(Record.Shape, new DropoutMasks(0, 0, 0));
        foreach (var (name, tensor) in network.StateTensors)
        foreach (var key in new[] { name, AveragePrefix + name })
            if (Tensors[key].Length != tensor.NumberOfElements)
                throw new FormatException($"tensor {key} has {Tensors[key].Length} numbers instead of {tensor.NumberOfElements}");
    }

    // "adam.mean.enter.weight" → "enter.weight", whose shape it has
    private static string NetworkName(string key) =>
        new[] { AveragePrefix, FirstMomentPrefix, SecondMomentPrefix }.FirstOrDefault(prefix => key.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix
            ? key[prefix.Length..]
            : key;

    private static IEnumerable<(string Key, Tensor Tensor)> TensorsOf(TrainableNetwork network)
    {
        foreach (var (name, tensor) in network.Network.StateTensors)
            yield return (name, tensor);
        foreach (var (name, average) in network.WeightUpdate.AveragedTensors)
            yield return (AveragePrefix + name, average);
        if (network.WeightUpdate.MatrixNorms is { } norms)
            yield return (ClippedNormsKey, norms);
        foreach (var (name, mean, square) in network.WeightUpdate.AdamMoments)
        {
            yield return (FirstMomentPrefix + name, mean);
            yield return (SecondMomentPrefix + name, square);
        }
    }
}
