using System.Text.Json.Serialization;

namespace StreamLift.Poses;

/// <summary>Rows of input and the output that the model must give for them: tried when it is loaded, on whatever runs it.</summary>
/// <param name="Input">Rows of 2·J numbers.</param>
/// <param name="Output">Rows of 3·17 numbers, mm.</param>
/// <param name="Tolerance">
/// The most a number may differ, mm. Of fp32: processors differ in the order they add, by 0.001 mm; a damaged one by far more. An int8 model's card has its own.
/// </param>
/// <param name="Sigma">Rows of 17 sigmas, mm, that the model gives for the first rows of input, to 10 % or the tolerance; null where it gives none.</param>
public sealed record Canary(
    float[][] Input, float[][] Output, float Tolerance = 0.05f, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] float[][]? Sigma = null);
