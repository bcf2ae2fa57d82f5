using StreamLift.Poses;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Export;

/// <summary>
/// Writes a folded network as ONNX (IR 8, opset 17): Gemm, Relu, Add, for sigma Clip, Exp, Mul and Slice, and the card in the metadata. Field numbers are onnx.proto's.
/// </summary>
internal static class OnnxFile
{
    public const string Input = "keypoints";
    public const string Output = "pose";
    private const int IrVersion = 8;
    private const int Opset = 17;

    public static byte[] Write(FoldedNetwork network, ModelCard card) => Write(Graph(network), card);

    /// <summary>The whole file of a graph.</summary>
    public static byte[] Write(ProtoWriter graph, ModelCard card) => new ProtoWriter()
        .Integer(1, IrVersion)
        .Text(2, "StreamLift")
        .Message(7, graph)
        .Message(8, new ProtoWriter().Text(1, "").Integer(2, Opset))
        .Message(14, new ProtoWriter().Text(1, ModelCard.MetadataKey).Text(2, card.ToJson()))
        .Written.ToArray();

    /// <summary>The fp32 network as a graph.</summary>
    public static ProtoWriter Graph(FoldedNetwork network)
    {
        var graph = new OnnxGraph();
        var value = graph.Relu(graph.Gemm(Input, network.Enter, "enter"));
        for (var i = 0; i < network.Blocks.Count; i++)
        {
            var first = graph.Relu(graph.Gemm(value, network.Blocks[i].First, $"block{i}.first"));
            var second = graph.Relu(graph.Gemm(first, network.Blocks[i].Second, $"block{i}.second"));
            value = network.Residual ? graph.Add(value, second) : second;
        }
        graph.Gemm(value, network.Leave, "leave", Output);
        if (network.Spread is null)
            return graph.Finish("lifter", (Input, network.Enter.Inputs), (Output, network.Leave.Outputs));
        return FinishWithSigma(graph, graph.Gemm(value, network.Spread, "spread"), network.Enter.Inputs, network.Leave.Outputs);
    }

    /// <summary>A graph's end where it gives sigmas beside the pose.</summary>
    /// <param name="graph">All but that.</param>
    /// <param name="logSigma">The value of their logarithms, rows × <see cref="FoldedNetwork.SpreadWidth"/>.</param>
    /// <param name="inputs">Numbers in a row of features.</param>
    /// <param name="outputs">Numbers in a pose.</param>
    public static ProtoWriter FinishWithSigma(OnnxGraph graph, string logSigma, int inputs, int outputs)
    {
        float[] allButTheHip = [0, .. Enumerable.Repeat(1f, Sight.Joints - 1), .. new float[FoldedNetwork.SpreadWidth - Sight.Joints]];
        graph.Exponential(logSigma, (Sigmas.LeastMm, Sigmas.MostMm), allButTheHip, Sight.Joints, CardSigma.OutputName);
        return graph.Finish("lifter", (Input, inputs), (Output, outputs), (CardSigma.OutputName, Sight.Joints));
    }
}
