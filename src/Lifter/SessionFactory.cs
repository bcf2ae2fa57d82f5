using Microsoft.ML.OnnxRuntime;

namespace StreamLift.Lifter;

/// <summary>Makes ONNX Runtime sessions: which device, how many threads.</summary>
internal static class SessionFactory
{
    private const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>Whether a session may come to run on a GPU.</summary>
    public static bool MayUseGpu(LifterOptions options) =>
        options.Device == Device.Cuda || (options.Device == Device.Auto && OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider));

    /// <summary>A session over the model's bytes, and in words what it runs on.</summary>
    /// <exception cref="ModelException">The bytes are no model, or the device that was asked for doesn't work.</exception>
    public static (InferenceSession Session, string Device) Create(byte[] model, string path, LifterOptions options)
    {
        try
        {
            switch (options.Device)
            {
                case Device.Cuda:
                    return (OnCuda(model, options), "CUDA, as asked for");
                case Device.Auto when OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider):
                    try
                    {
                        return (OnCuda(model, options), "CUDA: a GPU was found");
                    }
                    catch (OnnxRuntimeException e)
                    {
                        return (OnCpu(model, options), $"CPU: CUDA was found but doesn't work ({FirstLine(e.Message)})");
                    }

                case Device.Auto:
                    return (OnCpu(model, options), "CPU: this ONNX Runtime has no CUDA provider");
                default:
                    return (OnCpu(model, options), "CPU, as asked for");
            }
        }
        catch (OnnxRuntimeException e) when (options.Device == Device.Cuda)
        {
            throw new ModelException($"model {path}: CUDA doesn't work here: {FirstLine(e.Message)} (--device auto falls back to the CPU)", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"model {path}: not a model that ONNX Runtime can load: {FirstLine(e.Message)}", e);
        }
    }

    /// <summary>Batches worth lifting at once: one a core on the CPU, where a run takes one thread; a GPU takes one after the other.</summary>
    public static int Parallel(string device, LifterOptions options) =>
        !device.StartsWith("CPU", StringComparison.Ordinal) ? 1 : options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    private static InferenceSession OnCpu(byte[] model, LifterOptions options)
    {
        using var session = Common(options);
        return new InferenceSession(model, session);
    }

    private static InferenceSession OnCuda(byte[] model, LifterOptions options)
    {
        using var session = Common(options);
        // a provider that was compiled in is not one that runs: without this, work would quietly stay on the CPU
        session.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        session.AppendExecutionProvider_CUDA(0);
        return new InferenceSession(model, session);
    }

    private static SessionOptions Common(LifterOptions options)
    {
        OrtEnv.Instance().DisableTelemetryEvents(); // on by default, and this is nobody's business but the user's
        var session = new SessionOptions
        {
            IntraOpNumThreads = 1, // several runs at once instead: LiftWorker
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // spinning takes the cores from the Kafka client: 15 % of throughput, and the 99th percentile of latency
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return session;
    }

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
