namespace StreamLift.Training.Networks;

/// <summary>The paper's: width 1024, two blocks of two layers, and a layer before and after: six linear layers.</summary>
internal sealed record NetworkShape(int Inputs, int Outputs, int Width = 1024, int Blocks = 2);
