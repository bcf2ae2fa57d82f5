using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Inference;

/// <summary>The row widths of a network.</summary>
/// <param name="Input">The number of values in an input row.</param>
/// <param name="Outputs">The number of values in a row of each output, in order.</param>
internal sealed record NetworkWidths(int Input, int[] Outputs)
{
    /// <summary>Reads the widths from the graph. <see cref="Models.CardReader"/> has checked that they are fixed.</summary>
    public static NetworkWidths Of(InferenceSession session) =>
        new(session.InputMetadata[session.InputNames[0]].Dimensions[1], [.. session.OutputNames.Select(name => session.OutputMetadata[name].Dimensions[1])]);
}
