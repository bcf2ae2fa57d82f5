using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Devices;

/// <summary>
/// Which device is tried, before any session is made. <c>auto</c> takes CUDA or the CPU; TensorRT only where it is asked for, since it builds an engine for
/// minutes before the first frame.
/// </summary>
/// <param name="Device">What to try: never <see cref="Device.Auto"/>.</param>
/// <param name="Why">In a few words, for the log.</param>
internal sealed record DeviceChoice(Device Device, string Why)
{
    private const string CudaProvider = "CUDAExecutionProvider";
    private const string TensorRtProvider = "TensorrtExecutionProvider";

    /// <param name="asked">By <c>--device</c>.</param>
    /// <param name="facts">Of the machine.</param>
    /// <exception cref="ModelException">What was asked for can't be had.</exception>
    public static DeviceChoice Of(Device asked, DeviceFacts facts)
    {
        if (asked == Device.Cpu)
            return new DeviceChoice(Device.Cpu, "CPU, as asked for");
        var (name, provider) = asked == Device.TensorRt ? ("TensorRT", TensorRtProvider) : ("CUDA", CudaProvider);
        var problem = !facts.Has(provider) ? $"this ONNX Runtime has no {name} provider" : facts.DriverProblem();
        if (asked == Device.Auto)
            return problem is null ? new DeviceChoice(Device.Cuda, "CUDA: a GPU was found") : new DeviceChoice(Device.Cpu, $"CPU: {problem}");
        if (problem is null)
            return new DeviceChoice(asked, $"{name}, as asked for");
        var remedy = facts.Has(provider) ? "" : "; a build with -p:OnnxRuntime=Microsoft.ML.OnnxRuntime.Gpu has it";
        throw new ModelException($"--device {asked.ToString().ToLowerInvariant()}: {problem}{remedy} (--device auto falls back to the CPU)");
    }
}
