using Microsoft.ML.OnnxRuntime;

namespace StreamLift.Lifter.Inference;

/// <summary>How wide a network's rows are.</summary>
/// <param name="Input">Numbers in a row of its input.</param>
/// <param name="Outputs">Numbers in a row of each output, in order.</param>
internal sealed record NetworkWidths(int Input, int[] Outputs)
{
    /// <summary>As the graph says; the card's reader has checked that they are fixed.</summary>
    public static NetworkWidths Of(InferenceSession session) =>
        new(session.InputMetadata[session.InputNames[0]].Dimensions[1], [.. session.OutputNames.Select(name => session.OutputMetadata[name].Dimensions[1])]);
}
