namespace StreamLift.Poses;

/// <summary>Rows of input and the output that the model must give for them: tried when it is loaded, on whatever runs it.</summary>
/// <param name="Input">Rows of 2·J numbers.</param>
/// <param name="Output">Rows of 3·17 numbers, mm.</param>
public sealed record Canary(float[][] Input, float[][] Output);
