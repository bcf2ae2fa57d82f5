using Microsoft.ML.OnnxRuntime;
using StreamLift.Lanes;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Inference;

/// <summary>Makes ONNX Runtime sessions, each on one device and on no other.</summary>
internal static class SessionFactory
{
    /// <summary>A session on the CPU.</summary>
    /// <exception cref="ModelException">The bytes are no model.</exception>
    public static InferenceSession OnCpu(byte[] model, string path)
    {
        using var session = Common();
        try
        {
            return new InferenceSession(model, session);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"model {path}: not a model that ONNX Runtime can load: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    /// <summary>A session on CUDA, or none.</summary>
    /// <exception cref="OnnxRuntimeException">Not all of the network runs there, or nothing does.</exception>
    public static InferenceSession OnCuda(byte[] model, Dictionary<string, string> settings)
    {
        using var session = OnGpu();
        using var provider = new OrtCUDAProviderOptions();
        provider.UpdateOptions(settings);
        session.AppendExecutionProvider_CUDA(provider);
        return new InferenceSession(model, session);
    }

    /// <summary>A session on TensorRT, or none: CUDA isn't given beside it, so what TensorRT doesn't take is an error.</summary>
    /// <exception cref="OnnxRuntimeException">Not all of the network runs there, or nothing does.</exception>
    public static InferenceSession OnTensorRt(byte[] model, Dictionary<string, string> settings)
    {
        using var session = OnGpu();
        using var provider = new OrtTensorRTProviderOptions();
        provider.UpdateOptions(settings);
        session.AppendExecutionProvider_Tensorrt(provider);
        return new InferenceSession(model, session);
    }

    private static SessionOptions OnGpu()
    {
        var session = Common();
        // a provider that was compiled in is not one that runs: without this, work would quietly stay on the CPU
        session.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        return session;
    }

    private static SessionOptions Common()
    {
        OrtEnv.Instance().DisableTelemetryEvents(); // on by default, and this is nobody's business but the user's
        var session = new SessionOptions
        {
            IntraOpNumThreads = 1, // several runs at once instead: LaneExecutor
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // spinning takes the cores from the Kafka client: 15 % of throughput, and the 99th percentile of latency
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return session;
    }
}
