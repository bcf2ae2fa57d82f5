#pragma warning disable IDE1006
namespace TorchSharp;

/// <summary>What TorchSharp says of modules beside what they say themselves.</summary>
public static class ModuleExtensionMethods
{
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : torch.nn.Module => throw new NotSupportedException("the stand-in is on the CPU");
}
