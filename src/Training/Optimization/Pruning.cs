using StreamLift.Poses;
using StreamLift.Training.Networks;
using StreamLift.Training.Runs;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Structured pruning: initializes a network from one with wider blocks. In each block's first layer the units with the largest effect are kept. The
/// residual path is unchanged, so the network predicts nearly the same poses from the first step.
/// </summary>
internal static class Pruning
{
    /// <param name="from">The checkpoint of the wide network. Its averaged weights are used.</param>
    /// <param name="path">The path of the checkpoint.</param>
    /// <param name="options">The options of the new run.</param>
    /// <param name="heldOut">The held-out subjects. Empty: none.</param>
    /// <exception cref="ConfigurationException">The checkpoint can't be used. Each reason is listed.</exception>
    public static void Require(Checkpoint from, string path, TrainingOptions options, string heldOut)
    {
        var problems = new List<string>();
        void Need(bool isMet, string otherwise)
        {
            if (!isMet)
                problems.Add($"--prune {path}: {otherwise}");
        }

        var (there, here) = (from.Record.Shape, options.Shape);
        Need(from.Record.Features == options.Features.Name, $"the checkpoint has the features {from.Record.Features}; use the same --features");
        Need(
            from.Record.Features != options.Features.Name || from.Record.FeaturesVersion == options.Features.Version,
            $"the checkpoint has version {from.Record.FeaturesVersion} of its features, not {options.Features.Version}; make a model of it with "
                + "'export' and use --start"
        );
        Need(
            there with { Sigma = here.Sigma, Inner = here.Inner } == here,
            $"the checkpoint has {there}{Without(there)}; use the same --width, --blocks and other options of the network"
        );
        Need(here.InnerWidth <= there.InnerWidth, $"the checkpoint has {there.InnerWidth} units in a block's first layer; --inner can't be larger");
        Need(
            heldOut.Length == 0 || (from.Record.HoldOut == heldOut && from.Record.Stage == RunStage.Whole),
            $"the checkpoint was trained on {heldOut}, which can't be held out now"
        );
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }

    /// <summary>Copies the pruned weights to a new network.</summary>
    public static void Apply(Checkpoint from, LiftingNetwork network)
    {
        using var wide = from.Network();
        var numbers = wide.StateTensors.ToDictionary(pair => pair.Name, pair => pair.Tensor.ToFloatArray());
        for (var block = 0; block < network.Shape.Blocks; block++)
            Narrow(numbers, $"blocks.{block}", network.Shape);
        foreach (var (name, tensor) in network.StateTensors)
            if (numbers.TryGetValue(name, out var values)) // a sigma head that the checkpoint does not have keeps its initial weights
                tensor.CopyFrom(values);
    }

    private static void Narrow(Dictionary<string, float[]> numbers, string block, NetworkShape shape)
    {
        var saliency = Saliency(numbers, block, shape.Width);
        int[] kept = [.. saliency.Index().OrderByDescending(unit => unit.Item).Take(shape.InnerWidth).Select(unit => unit.Index).Order()];
        foreach (var name in new[] { DenseLayerKeys.BatchNormWeight, DenseLayerKeys.BatchNormBias, DenseLayerKeys.RunningMean, DenseLayerKeys.RunningVar })
            numbers[$"{block}.first.{name}"] = [.. kept.Select(unit => numbers[$"{block}.first.{name}"][unit])];
        var (first, second) = (numbers[$"{block}.first.weight"], numbers[$"{block}.second.weight"]);
        numbers[$"{block}.first.weight"] = [.. kept.SelectMany(unit => first[(unit * shape.Width)..((unit + 1) * shape.Width)])];
        numbers[$"{block}.second.weight"] =
        [
            .. Enumerable.Range(0, shape.Width).SelectMany(row => kept.Select(unit => second[(row * saliency.Length) + unit])),
        ];
    }

    // The variance that each unit contributes to the second layer's output. Contributions to the mean don't count, because batch norm removes them.
    private static double[] Saliency(Dictionary<string, float[]> numbers, string block, int width)
    {
        float[] First(string key) => numbers[$"{block}.first.{key}"];
        float[] Second(string key) => numbers[$"{block}.second.{key}"];
        var (gamma, beta) = (First(DenseLayerKeys.BatchNormWeight), First(DenseLayerKeys.BatchNormBias));
        var (weight, secondGamma) = (Second(DenseLayerKeys.Weight), Second(DenseLayerKeys.BatchNormWeight));
        var variance = Second(DenseLayerKeys.RunningVar);
        var saliency = new double[gamma.Length];
        for (var row = 0; row < width; row++)
        for (var unit = 0; unit < saliency.Length; unit++)
            saliency[unit] += Math.Pow(secondGamma[row] * weight[(row * saliency.Length) + unit], 2) / (variance[row] + DenseLayer.Epsilon);
        for (var unit = 0; unit < saliency.Length; unit++)
            saliency[unit] *= ReluVariance(beta[unit], Math.Abs(gamma[unit]));
        return saliency;
    }

    // The variance of ReLU(x) for a normal x, which batch norm provides. The normal distribution function is approximated by a logistic function
    // (Bowling et al., 2009), with an error of at most 0.0095.
    private static double ReluVariance(double mean, double deviation)
    {
        var t = mean / Math.Max(deviation, 1e-12);
        var below = 1 / (1 + Math.Exp(-1.702 * t));
        var density = Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        var first = (mean * below) + (deviation * density);
        return Math.Max(0, (((mean * mean) + (deviation * deviation)) * below) + (mean * deviation * density) - (first * first));
    }

    private static string Without(NetworkShape shape) => $"{(shape.BatchNorm ? "" : ", no batch norm")}{(shape.Residual ? "" : ", no residual connections")}";
}
