using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Inference;

/// <summary>Makes the runner for a model: on the device that was asked for, or for <c>auto</c> on the one that works.</summary>
internal sealed class RunnerFactory(byte[] model, string path, string hash, ModelCard card, LifterOptions options)
{
    /// <param name="session">The model on the CPU: owned by the runner, or disposed of where that is on a GPU.</param>
    /// <returns>The runner, and in words what it runs on and why.</returns>
    /// <exception cref="ModelException">The device that was asked for doesn't work.</exception>
    public (IBatchRunner Runner, string Device) Create(InferenceSession session)
    {
        var (device, why) = DeviceChoice.Of(options.Device, DeviceFacts.Here());
        if (device != Device.Cpu)
        {
            try
            {
                var runner = OnGpu(device, NetworkWidths.Of(session), session.InputNames[0]);
                session.Dispose();
                return (runner, $"{why} ({CudaDriver.Name()}, batches of up to {new Buckets(options.MaxBatch).Largest})");
            }
            catch (Exception e) when (e is OnnxRuntimeException or CudaException or DllNotFoundException or EntryPointNotFoundException)
            {
                if (options.Device != Device.Auto)
                    throw new ModelException(
                        $"model {path}: --device {options.Device.ToString().ToLowerInvariant()} doesn't work here: {ProviderFailure.Words(e.Message)} "
                            + $"(--device auto falls back to the CPU)",
                        e
                    );
                why = $"CPU: CUDA was found but doesn't work ({ProviderFailure.Words(e.Message)})";
            }
        }

        return (new CpuRunner(session, options.Threads > 0 ? options.Threads : Environment.ProcessorCount), why);
    }

    private GpuRunner OnGpu(Device device, NetworkWidths widths, string input)
    {
        var buckets = new Buckets(options.MaxBatch);
        var name = $"model {card.Name}@{hash[..12]} on {CudaDriver.Name()}";
        if (device == Device.Cuda)
            return new GpuRunner(
                () => new CudaGpu(model, (bytes, stream) => SessionFactory.OnCuda(bytes, ProviderSettings.Cuda(stream)), widths, buckets, captures: true),
                widths,
                buckets,
                name
            );

        var cache = new EngineCache(options.EngineCache, hash, buckets, CudaDriver.Name(), OrtEnv.Instance().GetVersionString());
        cache.Prepare();
        InferenceSession Session(byte[] bytes, nint stream) =>
            SessionFactory.OnTensorRt(bytes, ProviderSettings.TensorRt(stream, input, widths.Input, buckets, card.Precision == "fp16", cache.Folder));
        GpuRunner Open() => new(() => new CudaGpu(model, Session, widths, buckets, captures: false), widths, buckets, name);
        try
        {
            return Open();
        }
        catch (OnnxRuntimeException) when (cache.HasEngine)
        {
            // of another TensorRT, or cut short: such an engine can't be read, and building it anew is all that a cache owes
            cache.Clear();
            cache.Prepare();
            return Open();
        }
    }
}
