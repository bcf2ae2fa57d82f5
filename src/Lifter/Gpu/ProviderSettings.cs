using System.Globalization;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The settings of ONNX Runtime's GPU execution providers. The keys are documented at onnxruntime.ai, in CUDA-ExecutionProvider.html and
/// TensorRT-ExecutionProvider.html.
/// </summary>
internal static class ProviderSettings
{
    /// <summary>The settings for CUDA: one captured graph per bucket, full fp32 precision, and no more memory than needed.</summary>
    /// <param name="stream">The compute stream.</param>
    public static Dictionary<string, string> Cuda(nint stream) =>
        new()
        {
            ["device_id"] = Text(CudaDriver.Gpu),
            ["has_user_compute_stream"] = "1",
            ["user_compute_stream"] = Text(stream),
            ["enable_cuda_graph"] = "1",
            ["use_tf32"] = "0", // TF32 keeps 10 of 23 bits. A user who accepts that selects fp16, whose model card states its cost.
            ["arena_extend_strategy"] = "kSameAsRequested",
        };

    /// <summary>The settings for TensorRT: one engine for all buckets, cached in a folder.</summary>
    /// <param name="stream">The compute stream.</param>
    /// <param name="input">The name of the network's input.</param>
    /// <param name="width">The number of values in an input row.</param>
    /// <param name="buckets">The batch sizes.</param>
    /// <param name="isFp16">Whether the model is fp16.</param>
    /// <param name="folder">The folder of the engine.</param>
    public static Dictionary<string, string> TensorRt(nint stream, string input, int width, Buckets buckets, bool isFp16, string folder) =>
        new()
        {
            ["device_id"] = Text(CudaDriver.Gpu),
            ["has_user_compute_stream"] = "1",
            ["user_compute_stream"] = Text(stream),
            ["trt_fp16_enable"] = isFp16 ? "1" : "0",
            ["trt_profile_min_shapes"] = Shape(input, buckets.Smallest, width),
            ["trt_profile_opt_shapes"] = Shape(input, buckets.Largest, width),
            ["trt_profile_max_shapes"] = Shape(input, buckets.Largest, width),
            ["trt_engine_cache_enable"] = "1",
            ["trt_engine_cache_path"] = folder,
            ["trt_timing_cache_enable"] = "1",
            ["trt_timing_cache_path"] = folder,
            ["trt_cuda_graph_enable"] = "0", // The provider keeps one graph per session for all shapes.
        };

    private static string Shape(string input, int rows, int width) => string.Create(CultureInfo.InvariantCulture, $"{input}:{rows}x{width}");

    private static string Text(nint number) => number.ToString(CultureInfo.InvariantCulture);
}
