using Microsoft.ML.OnnxRuntime;
using StreamLift.Lanes;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Inference;

/// <summary>Creates ONNX Runtime sessions. Each session runs on exactly one device.</summary>
internal static class SessionFactory
{
    /// <summary>Creates a session on the CPU.</summary>
    /// <exception cref="ModelException">The bytes are not an ONNX model.</exception>
    public static InferenceSession OnCpu(byte[] model, string path)
    {
        using var options = CommonOptions();
        try
        {
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"model {path}: not a model that ONNX Runtime can load: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    /// <summary>Creates a session on CUDA. It never falls back to the CPU.</summary>
    /// <exception cref="OnnxRuntimeException">The provider does not work, or it does not support the whole network.</exception>
    public static InferenceSession OnCuda(byte[] model, Dictionary<string, string> settings)
    {
        using var options = GpuOptions();
        using var provider = new OrtCUDAProviderOptions();
        provider.UpdateOptions(settings);
        options.AppendExecutionProvider_CUDA(provider);
        return new InferenceSession(model, options);
    }

    /// <summary>Creates a session on TensorRT. It never falls back to CUDA or the CPU, so a layer that TensorRT does not support is an error.</summary>
    /// <exception cref="OnnxRuntimeException">The provider does not work, or it does not support the whole network.</exception>
    public static InferenceSession OnTensorRt(byte[] model, Dictionary<string, string> settings)
    {
        using var options = GpuOptions();
        using var provider = new OrtTensorRTProviderOptions();
        provider.UpdateOptions(settings);
        options.AppendExecutionProvider_Tensorrt(provider);
        return new InferenceSession(model, options);
    }

    private static SessionOptions GpuOptions()
    {
        var options = CommonOptions();
        // A compiled-in provider may fail to load. Without this setting, ONNX Runtime would silently run on the CPU.
        options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        return options;
    }

    private static SessionOptions CommonOptions()
    {
        OrtEnv.Instance().DisableTelemetryEvents(); // ONNX Runtime enables telemetry by default.
        var options = new SessionOptions
        {
            IntraOpNumThreads = 1, // LaneExecutor runs several batches in parallel instead.
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Spinning takes CPU time from the Kafka client. It costs 15 % of throughput and raises the 99th percentile of latency.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
