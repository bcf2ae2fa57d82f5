using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Devices;

/// <summary>The GPU support of this machine and this build.</summary>
/// <param name="Providers">The providers compiled into ONNX Runtime. A compiled provider may fail to load.</param>
/// <param name="DriverProblem">Tells why the driver offers no GPU, or returns null if it offers one. Called only if a GPU provider is compiled in.</param>
internal sealed record DeviceFacts(IReadOnlyList<string> Providers, Func<string?> DriverProblem)
{
    /// <summary>Reads the GPU support of this process.</summary>
    public static DeviceFacts OfThisProcess() => new(OrtEnv.Instance().GetAvailableProviders(), CudaDriver.Problem);

    /// <summary>Whether an execution provider is compiled in.</summary>
    public bool Has(string provider) => Providers.Contains(provider);
}
