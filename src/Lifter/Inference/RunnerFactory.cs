using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Inference;

/// <summary>Creates the runner of a model on the requested device. With <c>auto</c> it falls back to the CPU if CUDA does not work.</summary>
internal sealed class RunnerFactory(byte[] model, string path, string hash, ModelCard card, LifterOptions options)
{
    /// <summary>Creates the runner.</summary>
    /// <param name="session">The model's session on the CPU. The CPU runner owns it. It is disposed of if the runner is on a GPU.</param>
    /// <returns>The runner, and a text that names the device and the reason.</returns>
    /// <exception cref="ModelException">The requested device does not work.</exception>
    public (IBatchRunner Runner, string Device) Create(InferenceSession session)
    {
        var (device, reason) = DeviceChoice.Of(options.Device, DeviceFacts.OfThisProcess());
        if (device != Device.Cpu)
        {
            try
            {
                var runner = CreateOnGpu(device, NetworkWidths.Of(session), session.InputNames[0]);
                session.Dispose();
                return (runner, $"{reason} ({CudaDriver.Name()}, batches of up to {new Buckets(options.MaxBatch).Largest})");
            }
            catch (Exception e) when (e is OnnxRuntimeException or CudaException or DllNotFoundException or EntryPointNotFoundException)
            {
                if (options.Device != Device.Auto)
                    throw new ModelException(
                        $"model {path}: --device {options.Device.ToString().ToLowerInvariant()} doesn't work here: {ProviderFailure.Describe(e.Message)} "
                            + $"(--device auto falls back to the CPU)",
                        e
                    );
                reason = $"CPU: CUDA was found but doesn't work ({ProviderFailure.Describe(e.Message)})";
            }
        }

        var poses = session.OutputNames.Count > 1 ? SessionFactory.OnCpu(PoseGraph.Of(model), path) : null;
        return (new CpuRunner(session, options.Threads > 0 ? options.Threads : Environment.ProcessorCount, poses), reason);
    }

    private GpuRunner CreateOnGpu(Device device, NetworkWidths widths, string input)
    {
        var buckets = new Buckets(options.MaxBatch);
        var name = $"model {card.Name}@{hash[..12]} on {CudaDriver.Name()}";
        if (device == Device.Cuda)
            return new GpuRunner(
                () => new CudaGpu(model, (bytes, stream) => SessionFactory.OnCuda(bytes, ProviderSettings.Cuda(stream)), widths, buckets, capturesGraphs: true),
                widths,
                buckets,
                name
            );

        var cache = new EngineCache(options.EngineCache, hash, buckets, CudaDriver.Name(), OrtEnv.Instance().GetVersionString());
        cache.Prepare();
        InferenceSession CreateSession(byte[] bytes, nint stream) =>
            SessionFactory.OnTensorRt(bytes, ProviderSettings.TensorRt(stream, input, widths.Input, buckets, card.Precision == "fp16", cache.Folder));
        GpuRunner CreateRunner() => new(() => new CudaGpu(model, CreateSession, widths, buckets, capturesGraphs: false), widths, buckets, name);
        try
        {
            return CreateRunner();
        }
        catch (OnnxRuntimeException) when (cache.HasEngine)
        {
            // The cached engine is from another TensorRT version or incomplete. The cache is cleared, so that the engine is built again.
            cache.Clear();
            cache.Prepare();
            return CreateRunner();
        }
    }
}
