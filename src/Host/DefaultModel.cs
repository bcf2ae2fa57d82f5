namespace StreamLift.Host;

/// <summary>The model that comes with the program, copied beside it by the build.</summary>
internal static class DefaultModel
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "models", "streamlift-image.onnx");
}
