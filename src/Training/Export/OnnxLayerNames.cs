namespace StreamLift.Training.Export;

/// <summary>The names of the layers in a model file. They are part of the file format: existing models are read by these names.</summary>
internal static class OnnxLayerNames
{
    public const string InputLayer = "enter";
    public const string OutputLayer = "leave";
    public const string SigmaPose = "spread.pose";
    public const string SigmaFeatures = "spread.features";
    public const string SigmaVisibility = "spread.seen";
    public const string SigmaCheckUnits = "spread.checks.units";
    public const string SigmaChecks = "spread.checks";
    public const string SigmaFill = "spread.fill";
    public const string SigmaOutput = "spread.leave";

    public static string FirstLayer(int block) => $"block{block}.first";

    public static string SecondLayer(int block) => $"block{block}.second";
}
