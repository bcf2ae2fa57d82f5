using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Devices;

/// <summary>
/// The device to try, chosen before a session is created. <c>auto</c> selects CUDA or the CPU. TensorRT is used only on request, because it builds an engine
/// for minutes before the first frame.
/// </summary>
/// <param name="Device">The device to try. It is never <see cref="Device.Auto"/>.</param>
/// <param name="Reason">The reason in a few words, for the log.</param>
internal sealed record DeviceChoice(Device Device, string Reason)
{
    private const string CudaProvider = "CUDAExecutionProvider";
    private const string TensorRtProvider = "TensorrtExecutionProvider";

    /// <summary>Chooses the device.</summary>
    /// <param name="requested">The device that <c>--device</c> requests.</param>
    /// <param name="facts">The GPU support of this process.</param>
    /// <exception cref="ModelException">The requested device is not available.</exception>
    public static DeviceChoice Of(Device requested, DeviceFacts facts)
    {
        if (requested == Device.Cpu)
            return new DeviceChoice(Device.Cpu, "CPU, as requested");
        var (name, provider) = requested == Device.TensorRt ? ("TensorRT", TensorRtProvider) : ("CUDA", CudaProvider);
        var problem = !facts.Has(provider) ? $"this build of ONNX Runtime has no {name} execution provider" : facts.DriverProblem();
        if (requested == Device.Auto)
            return problem is null ? new DeviceChoice(Device.Cuda, "CUDA: a GPU was found") : new DeviceChoice(Device.Cpu, $"CPU: {problem}");
        if (problem is null)
            return new DeviceChoice(requested, $"{name}, as requested");
        var remedy = facts.Has(provider) ? "" : "; build with -p:OnnxRuntime=Microsoft.ML.OnnxRuntime.Gpu to add it";
        throw new ModelException($"--device {requested.ToString().ToLowerInvariant()}: {problem}{remedy} (--device auto falls back to the CPU)");
    }
}
