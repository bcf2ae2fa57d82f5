using Microsoft.Extensions.Options;
using StreamLift.Lifter;

namespace StreamLift.Host.Settings;

/// <summary>The default model is the one that comes with the program.</summary>
internal sealed class LifterDefaults : IPostConfigureOptions<LifterOptions>
{
    public void PostConfigure(string? name, LifterOptions options)
    {
        if (options.Model.Length == 0)
            options.Model = DefaultModel.Path;
    }
}

/// <summary>The model that comes with the program, copied beside it by the build.</summary>
internal static class DefaultModel
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "models", "streamlift-image.onnx");
}
