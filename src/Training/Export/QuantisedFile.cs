using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Quantisation;

namespace StreamLift.Training.Export;

/// <summary>
/// Writes a quantised network as ONNX in QDQ form: each rounded value is QuantizeLinear and DequantizeLinear, which ONNX Runtime fuses with what
/// stands between into QGemm and QLinearAdd. Rounding to 0…255 with zero point 0 cuts off what is negative, so there is no Relu.
/// </summary>
internal static class QuantisedFile
{
    public static byte[] Write(QuantisedNetwork network, ModelCard card)
    {
        var graph = new OnnxGraph();
        var value = graph.Rounded(graph.Gemm(OnnxFile.Input, network.Enter, "enter"), network.StreamScale(0), "stream0");
        for (var i = 0; i < network.Blocks.Count; i++)
        {
            var (first, second, secondScale) = network.Blocks[i];
            var inner = graph.Rounded(graph.Gemm(value, first, $"block{i}.first"), second.InputScale, $"block{i}.inner");
            inner = graph.Rounded(graph.Gemm(inner, second, $"block{i}.second"), secondScale, $"block{i}.added");
            value = graph.Rounded(graph.Add(value, inner), network.StreamScale(i + 1), $"stream{i + 1}");
        }
        graph.Gemm(value, network.Leave, "leave", OnnxFile.Output);
        return OnnxFile.Write(OnnxFile.Finish(graph, network.Spread, network.Enter.Inputs, network.Leave.Outputs), card);
    }
}
