using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;

namespace StreamLift.Training.Export;

/// <summary>Reads the folded network from a file that <see cref="OnnxFile"/> wrote.</summary>
internal static class OnnxNetworkReader
{
    /// <exception cref="ModelException">The file is not such a model, or the model is not fp32.</exception>
    public static FoldedNetwork Read(byte[] file, string path)
    {
        try
        {
            var graph = ModelProto.Parser.ParseFrom(file).Graph ?? throw new FormatException("the graph is missing");
            var network = Network(graph.Initializer.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name));
            // The graph that we write for this network must be equal to the graph of the file.
            if (!OnnxFile.Graph(network).Equals(graph))
                throw new FormatException("the graph has another structure");
            return network;
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidProtocolBufferException)
        {
            throw new ModelException($"model {path}: not an fp32 model of 'streamlift train' or 'export' ({e.Message})", e);
        }
    }

    private static FoldedNetwork Network(Dictionary<string, TensorProto> tensors)
    {
        float[] Values(string name) => MemoryMarshal.Cast<byte, float>(tensors[name].RawData.Span).ToArray();
        float[] Halves(string name) => [.. MemoryMarshal.Cast<byte, System.Half>(tensors[name].RawData.Span).ToArray().Select(value => (float)value)];

        FoldedLayer Layer(string name, bool fp16 = false)
        {
            var stored = fp16 ? $"{name}.weight.fp16" : $"{name}.weight";
            var (shape, weights, bias) = (tensors[stored].Dims, fp16 ? Halves(stored) : Values(stored), Values($"{name}.bias"));
            if (shape is not [> 0 and < 65536, > 0 and < 65536] || weights.Length != shape[0] * shape[1] || bias.Length != shape[0])
                throw new FormatException($"layer {name} has an unexpected size");
            return new FoldedLayer((int)shape[0], (int)shape[1], weights, bias);
        }

        var blocks = new List<(FoldedLayer, FoldedLayer)>();
        var isFp16 = tensors.ContainsKey($"{OnnxLayerNames.FirstLayer(0)}.weight.fp16");
        while (tensors.ContainsKey($"{OnnxLayerNames.FirstLayer(blocks.Count)}.weight{(isFp16 ? ".fp16" : "")}"))
            blocks.Add((Layer(OnnxLayerNames.FirstLayer(blocks.Count), isFp16), Layer(OnnxLayerNames.SecondLayer(blocks.Count), isFp16)));
        var sigmaHead = tensors.ContainsKey($"{OnnxLayerNames.SigmaFill}.row")
            ? new FoldedSigmaHead(
                Layer(OnnxLayerNames.SigmaPose),
                Layer(OnnxLayerNames.SigmaFeatures),
                Layer(OnnxLayerNames.SigmaVisibility),
                Values($"{OnnxLayerNames.SigmaFill}.row"),
                Layer(OnnxLayerNames.SigmaOutput),
                tensors.ContainsKey($"{OnnxLayerNames.SigmaChecks}.weight") ? (Layer(OnnxLayerNames.SigmaCheckUnits), Layer(OnnxLayerNames.SigmaChecks)) : null
            )
            : null;
        return new FoldedNetwork(Layer(OnnxLayerNames.InputLayer), blocks, Layer(OnnxLayerNames.OutputLayer), SigmaHead: sigmaHead, Fp16Weights: isFp16);
    }
}
