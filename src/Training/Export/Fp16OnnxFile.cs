using StreamLift.Poses;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Training.Export;

/// <summary>
/// Writes a folded network as an ONNX file for GPUs. The residual blocks, 98 % of the computation, are fp16, which tensor cores compute several times
/// faster. The first and the last layer, the input and the output are fp32: fp16 has a resolution of only 0.25 mm at 500 mm.
/// </summary>
internal static class Fp16OnnxFile
{
    public static byte[] Write(FoldedNetwork network, ModelCard card)
    {
        var graph = new OnnxGraph();
        var value = graph.ToFp16(graph.Relu(graph.Gemm(OnnxFile.Input, network.InputLayer, OnnxLayerNames.InputLayer)));
        for (var i = 0; i < network.Blocks.Count; i++)
        {
            var first = graph.Relu(graph.Fp16Gemm(value, network.Blocks[i].First, OnnxLayerNames.FirstLayer(i)));
            var second = graph.Relu(graph.Fp16Gemm(first, network.Blocks[i].Second, OnnxLayerNames.SecondLayer(i)));
            value = network.Residual ? graph.Add(value, second) : second;
        }
        value = graph.ToFp32(value);
        graph.Gemm(value, network.OutputLayer, OnnxLayerNames.OutputLayer, OnnxFile.Output);
        return OnnxFile.Write(OnnxFile.Finish(graph, network.SigmaHead, network.InputLayer.Inputs, network.OutputLayer.Outputs), card);
    }
}
