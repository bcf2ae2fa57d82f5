using Microsoft.Extensions.Options;
using StreamLift.Lifter;

namespace StreamLift.Host.Settings;

/// <summary>The default models are those that come with the program: for streams with a camera the one that uses it.</summary>
internal sealed class LifterDefaults : IPostConfigureOptions<LifterOptions>
{
    private const string Auto = "auto";

    public void PostConfigure(string? name, LifterOptions options)
    {
        if (options.Model.Length > 0 && !options.Model.Equals(Auto, StringComparison.OrdinalIgnoreCase))
            return;
        options.Model = DefaultModel.Path;
        if (options.CalibratedModel.Length == 0)
            options.CalibratedModel = DefaultModel.Calibrated;
    }
}

/// <summary>The models that come with the program, copied beside it by the build.</summary>
internal static class DefaultModel
{
    /// <summary>The one that needs no camera.</summary>
    public static string Path { get; } = Shipped("image");

    /// <summary>The one for streams with a camera.</summary>
    public static string Calibrated { get; } = Shipped("centred");

    private static string Shipped(string features) => System.IO.Path.Combine(AppContext.BaseDirectory, "models", $"streamlift-{features}.onnx");
}
