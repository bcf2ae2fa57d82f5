using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Devices;

/// <summary>What this machine and this build have of a GPU.</summary>
/// <param name="Providers">What ONNX Runtime was compiled with, which is not what works.</param>
/// <param name="DriverProblem">Why the driver gives no GPU; null where it gives one. Asked only where there is a provider for one.</param>
internal sealed record DeviceFacts(IReadOnlyList<string> Providers, Func<string?> DriverProblem)
{
    /// <summary>Of this process.</summary>
    public static DeviceFacts Here() => new(OrtEnv.Instance().GetAvailableProviders(), CudaDriver.Problem);

    /// <summary>Whether a provider is compiled in.</summary>
    public bool Has(string provider) => Providers.Contains(provider);
}
