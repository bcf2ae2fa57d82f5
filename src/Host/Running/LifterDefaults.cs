using Microsoft.Extensions.Options;
using StreamLift.Lifter;

namespace StreamLift.Host.Running;

/// <summary>Without a model of one's own, the one that comes with the program.</summary>
internal sealed class LifterDefaults : IPostConfigureOptions<LifterOptions>
{
    public void PostConfigure(string? name, LifterOptions options)
    {
        if (options.Model.Length == 0)
            options.Model = DefaultModel.Path;
    }
}
