using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Quantization;

namespace StreamLift.Training.Export;

/// <summary>
/// Writes a quantized network as an ONNX file in QDQ form. Each quantized value is a pair of QuantizeLinear and DequantizeLinear, which ONNX Runtime
/// fuses into QGemm and QLinearAdd. The file needs no Relu: quantization to 0…255 with zero point 0 clips negative values.
/// </summary>
internal static class Int8OnnxFile
{
    public static byte[] Write(QuantizedNetwork network, ModelCard card)
    {
        var graph = new OnnxGraph();
        var value = graph.QuantizeDequantize(graph.Gemm(OnnxFile.Input, network.InputLayer, OnnxLayerNames.InputLayer), network.ResidualScale(0), "stream0");
        for (var i = 0; i < network.Blocks.Count; i++)
        {
            var (first, second, secondScale) = network.Blocks[i];
            var inner = graph.QuantizeDequantize(graph.Gemm(value, first, OnnxLayerNames.FirstLayer(i)), second.InputScale, $"block{i}.inner");
            inner = graph.QuantizeDequantize(graph.Gemm(inner, second, OnnxLayerNames.SecondLayer(i)), secondScale, $"block{i}.added");
            value = graph.QuantizeDequantize(graph.Add(value, inner), network.ResidualScale(i + 1), $"stream{i + 1}");
        }
        graph.Gemm(value, network.OutputLayer, OnnxLayerNames.OutputLayer, OnnxFile.Output);
        return OnnxFile.Write(OnnxFile.Finish(graph, network.SigmaHead, network.InputLayer.Inputs, network.OutputLayer.Outputs), card);
    }
}
