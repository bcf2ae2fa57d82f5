using Google.Protobuf;
using Onnx;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;
using StreamLift.Training.Sigma;

namespace StreamLift.Training.Export;

/// <summary>
/// Writes a folded network as an ONNX file (IR 8, opset 17). The operators are Gemm, Relu and Add, Sub, Sign, Mul, Clip and Exp for sigma, and Cast if the
/// weights are stored in 16 bits. The model card is in the metadata.
/// </summary>
internal static class OnnxFile
{
    public const string Input = "keypoints";
    public const string Output = "pose";
    private const int IrVersion = 8;
    private const int Opset = 17;

    public static byte[] Write(FoldedNetwork network, ModelCard card) => Write(Graph(network), card);

    /// <summary>Serializes a graph and a model card.</summary>
    public static byte[] Write(GraphProto graph, ModelCard card) =>
        new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "StreamLift",
            Graph = graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Domain = "", Version = Opset },
            },
            MetadataProps =
            {
                new StringStringEntryProto { Key = ModelCard.MetadataKey, Value = card.ToJson() },
            },
        }.ToByteArray();

    /// <summary>The graph of the fp32 network.</summary>
    public static GraphProto Graph(FoldedNetwork network)
    {
        var graph = new OnnxGraph();
        string Inner(string x, FoldedLayer layer, string name) =>
            graph.Relu(network.Fp16Weights ? graph.Fp16WeightsGemm(x, layer, name) : graph.Gemm(x, layer, name));

        var value = graph.Relu(graph.Gemm(Input, network.InputLayer, OnnxLayerNames.InputLayer));
        for (var i = 0; i < network.Blocks.Count; i++)
        {
            var first = Inner(value, network.Blocks[i].First, OnnxLayerNames.FirstLayer(i));
            var second = Inner(first, network.Blocks[i].Second, OnnxLayerNames.SecondLayer(i));
            value = network.Residual ? graph.Add(value, second) : second;
        }
        graph.Gemm(value, network.OutputLayer, OnnxLayerNames.OutputLayer, Output);
        return Finish(graph, network.SigmaHead, network.InputLayer.Inputs, network.OutputLayer.Outputs);
    }

    /// <summary>Completes a graph with its input and its outputs, including the sigma head if there is one.</summary>
    public static GraphProto Finish(OnnxGraph graph, FoldedSigmaHead? sigmaHead, int inputs, int outputs)
    {
        if (sigmaHead is null)
            return graph.Finish("lifter", (Input, inputs), (Output, outputs));
        var sum = graph.Add(graph.Gemm(Output, sigmaHead.Pose, OnnxLayerNames.SigmaPose), graph.Gemm(Input, sigmaHead.Features, OnnxLayerNames.SigmaFeatures));
        sum = graph.Add(sum, graph.Gemm(graph.NotEqual(Input, sigmaHead.Fill, OnnxLayerNames.SigmaFill), sigmaHead.Seen, OnnxLayerNames.SigmaVisibility));
        if (sigmaHead.Checks is { } checks)
            sum = graph.Add(
                sum,
                graph.Gemm(graph.Relu(graph.Gemm(Input, checks.Units, OnnxLayerNames.SigmaCheckUnits)), checks.Weights, OnnxLayerNames.SigmaChecks)
            );
        float[] allButTheHip = [0, .. Enumerable.Repeat(1f, TrainingSample.Joints - 1)];
        graph.ClippedExp(
            graph.Gemm(graph.Relu(sum), sigmaHead.OutputLayer, OnnxLayerNames.SigmaOutput),
            (SigmaOutput.MinMm, SigmaOutput.MaxMm),
            allButTheHip,
            CardSigma.OutputName
        );
        return graph.Finish("lifter", (Input, inputs), (Output, outputs), (CardSigma.OutputName, TrainingSample.Joints));
    }
}
