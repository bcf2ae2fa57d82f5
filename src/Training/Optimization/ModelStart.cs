using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Networks;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using TorchSharp;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Initializes a network from a model file, which has no batch norm and no normalization any more. Both are restored so that the network predicts the same
/// poses: the statistics of batch norm are measured on training samples, layer by layer. A joint's third number, which features of version 1 lack, starts
/// with weights of 0. If the network is wider inside its blocks, the added units keep their random incoming weights, and their outgoing ones are 0. The
/// sigma head starts anew.
/// </summary>
internal static class ModelStart
{
    private const int Rows = 4096;

    // Training epochs never have this number, so the samples differ from those of training.
    private const ulong EpochNumber = int.MaxValue - 3;

    /// <summary>Reads the model of <see cref="TrainingOptions.Start"/>.</summary>
    /// <exception cref="ModelException">The file is not an fp32 model.</exception>
    /// <exception cref="ConfigurationException">The model is of another shape or has other features. Each reason is listed.</exception>
    public static FoldedNetwork Read(TrainingOptions options)
    {
        var path = options.Start!;
        ModelCard card;
        using (var model = LifterModel.Open(path, new LifterOptions { Device = Device.Cpu }))
            card = model.Card;
        var network = OnnxNetworkReader.Read(File.ReadAllBytes(path), path);
        var problems = new List<string>();
        void Need(bool isMet, string otherwise)
        {
            if (!isMet)
                problems.Add($"--start {path}: {otherwise}");
        }

        var shape = options.Shape;
        Need(
            card.Features.Name == options.Features.Name && card.Features.Version <= options.Features.Version,
            $"the model has the features {card.Features.Name} {card.Features.Version}, this run {options.Features.Name} {options.Features.Version}; use the "
                + "same --features"
        );
        Need(
            (network.InputLayer.Outputs, network.Blocks.Count, network.Residual) == (shape.Width, shape.Blocks, shape.Residual),
            $"the model has {network.Blocks.Count} blocks of width {network.InputLayer.Outputs}, this run {shape}; use the same --width and --blocks"
        );
        Need(
            network.InnerWidth <= shape.InnerWidth,
            $"the model has {network.InnerWidth} units in the first layer of a block, this run {shape.InnerWidth}; use --inner {network.InnerWidth} or more, "
                + "or --prune with a checkpoint for fewer"
        );
        Need(shape.BatchNorm, "--no-batch-norm can't be combined with it");
        Need(
            options.Recipe.MaxNorm != MaxNorm.Matrix,
            $"--recipe {options.Recipe.Name} clips each weight matrix to norm 1, which would change the model; use another recipe or --no-max-norm"
        );
        return problems.Count == 0 ? network : throw new ConfigurationException(problems);
    }

    /// <summary>Sets the weights of a new network.</summary>
    public static void Apply(FoldedNetwork from, LiftingNetwork network, Normalization normalization, SampleGenerator generator, ulong seed)
    {
        var tensors = network.StateTensors.ToDictionary(pair => pair.Name, pair => pair.Tensor);
        var rows = InputRows(normalization, generator, seed);
        rows = SetLayer(tensors, "enter", Standardized(from.InputLayer, normalization), rows);
        for (var i = 0; i < from.Blocks.Count; i++)
        {
            var (first, second) = ($"blocks.{i}.first", $"blocks.{i}.second");
            var inner = SetLayer(tensors, first, WithRandomUnits(from.Blocks[i].First, tensors[$"{first}.{DenseLayerKeys.Weight}"]), rows);
            StandardizeUnits(tensors, first, from.InnerWidth);
            var output = SetLayer(tensors, second, WithIgnoredInputs(from.Blocks[i].Second, network.Shape.InnerWidth), inner);
            rows = from.Residual ? [.. rows.Zip(output, (x, y) => x.Zip(y, (a, b) => a + b).ToArray())] : output;
        }
        SetOutputLayer(tensors, from.OutputLayer, normalization);
    }

    private static float[][] InputRows(Normalization normalization, SampleGenerator generator, ulong seed)
    {
        var (sample, rows) = (new TrainingSample(), new float[Rows][]);
        for (var i = 0; i < Rows; i++)
        {
            var index = (int)((long)i * generator.Count / Rows);
            var random = new SampleRandom(seed, EpochNumber, (ulong)index);
            generator.Make(index, sample, ref random);
            normalization.WriteInput(sample, rows[i] = new float[normalization.InputWidth], out _);
        }
        return rows;
    }

    // The inverse of the folding: the inputs become z-scores.
    private static FoldedLayer Standardized(FoldedLayer layer, Normalization normalization)
    {
        var width = normalization.InputWidth;
        var (numbers, given) = (normalization.Features.NumbersPerJoint, layer.Inputs / TrainingSample.Joints);
        var standardized = new FoldedLayer(layer.Outputs, width, new float[layer.Outputs * width], new float[layer.Outputs]);
        for (var row = 0; row < layer.Outputs; row++)
        {
            double bias = layer.Bias[row];
            for (var column = 0; column < layer.Inputs; column++)
            {
                var to = (column / given * numbers) + (column % given);
                double weight = layer.Weights[(row * layer.Inputs) + column];
                standardized.Weights[(row * width) + to] = (float)(weight * normalization.InputDeviation[to]);
                bias += weight * normalization.InputMean[to];
            }
            standardized.Bias[row] = (float)bias;
        }
        return standardized;
    }

    // The units that the model lacks keep the random weights of the new network.
    private static FoldedLayer WithRandomUnits(FoldedLayer layer, torch.Tensor random)
    {
        var weights = random.ToFloatArray();
        var bias = new float[weights.Length / layer.Inputs];
        layer.Weights.CopyTo(weights, 0);
        layer.Bias.CopyTo(bias, 0);
        return new FoldedLayer(bias.Length, layer.Inputs, weights, bias);
    }

    // As in any new layer, batch norm gives the added units a mean of 0 and a variance of 1. Nothing reads their output yet.
    private static void StandardizeUnits(Dictionary<string, torch.Tensor> tensors, string name, int first)
    {
        var (scales, shifts) = (tensors[$"{name}.{DenseLayerKeys.BatchNormWeight}"], tensors[$"{name}.{DenseLayerKeys.BatchNormBias}"]);
        scales.CopyFrom([.. scales.ToFloatArray().Select((scale, unit) => unit < first ? scale : 1)]);
        shifts.CopyFrom([.. shifts.ToFloatArray().Select((shift, unit) => unit < first ? shift : 0)]);
    }

    private static FoldedLayer WithIgnoredInputs(FoldedLayer layer, int inputs)
    {
        var weights = new float[layer.Outputs * inputs];
        for (var row = 0; row < layer.Outputs; row++)
            layer.Weights.AsSpan(row * layer.Inputs, layer.Inputs).CopyTo(weights.AsSpan(row * inputs));
        return layer with { Inputs = inputs, Weights = weights };
    }

    // The rows of the weights get norm 1, as max-norm demands, and batch norm restores their scale.
    private static float[][] SetLayer(Dictionary<string, torch.Tensor> tensors, string name, FoldedLayer layer, float[][] rows)
    {
        var (weights, scales, shifts) = ((float[])layer.Weights.Clone(), new float[layer.Outputs], new float[layer.Outputs]);
        var (means, variances) = (new float[layer.Outputs], new float[layer.Outputs]);
        var output = rows.Select(_ => new float[layer.Outputs]).ToArray();
        Parallel.For(0, layer.Outputs, unit =>
        {
            var weight = weights.AsSpan(unit * layer.Inputs, layer.Inputs);
            var norm = MathF.Max(MathF.Sqrt(VectorMath.Dot(weight, weight)), float.Epsilon);
            double sum = 0,
                squares = 0;
            for (var row = 0; row < rows.Length; row++)
            {
                var number = VectorMath.Dot(weight, rows[row]);
                (sum, squares) = (sum + number, squares + ((double)number * number));
                output[row][unit] = MathF.Max(0, number + layer.Bias[unit]);
            }
            var mean = sum / rows.Length;
            means[unit] = (float)(mean / norm);
            variances[unit] = (float)(Math.Max(0, (squares / rows.Length) - (mean * mean)) / norm / norm);
            scales[unit] = norm * MathF.Sqrt(variances[unit] + (float)DenseLayer.Epsilon);
            shifts[unit] = (float)(layer.Bias[unit] + mean);
            for (var i = 0; i < weight.Length; i++)
                weight[i] /= norm;
        });
        tensors[$"{name}.{DenseLayerKeys.Weight}"].CopyFrom(weights);
        tensors[$"{name}.{DenseLayerKeys.BatchNormWeight}"].CopyFrom(scales);
        tensors[$"{name}.{DenseLayerKeys.BatchNormBias}"].CopyFrom(shifts);
        tensors[$"{name}.{DenseLayerKeys.RunningMean}"].CopyFrom(means);
        tensors[$"{name}.{DenseLayerKeys.RunningVar}"].CopyFrom(variances);
        return output;
    }

    // The inverse of the folding: the outputs become z-scores. The hip is not among them.
    private static void SetOutputLayer(Dictionary<string, torch.Tensor> tensors, FoldedLayer layer, Normalization normalization)
    {
        var hip = layer.Outputs - Normalization.OutputWidth;
        var (weights, bias) = (new float[Normalization.OutputWidth * layer.Inputs], new float[Normalization.OutputWidth]);
        for (var row = 0; row < bias.Length; row++)
        {
            var deviation = normalization.OutputDeviation[row];
            bias[row] = (layer.Bias[row + hip] - normalization.OutputMean[row]) / deviation;
            for (var column = 0; column < layer.Inputs; column++)
                weights[(row * layer.Inputs) + column] = layer.Weights[((row + hip) * layer.Inputs) + column] / deviation;
        }
        tensors["weight"].CopyFrom(weights);
        tensors["bias"].CopyFrom(bias);
    }
}
